/**
 * Writes the icons of `web/public` from `icon.svg`, and the picture that chats show with a link. Run by hand
 * when the mark changes: `node build/icons.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startChromium } from '../bench/chromium.mjs';

const folder = new URL('../web/public/', import.meta.url);
const fonts = new URL('../node_modules/@fontsource/be-vietnam-pro/files/', import.meta.url);
const mark = readFileSync(new URL('icon.svg', folder), 'utf8');
/** What a launcher may cut off of a maskable icon lies outside 80 % of its width. */
const SAFE = 0.8;
const font = (subset) =>
  `@font-face { font-family: mark; font-weight: 600; src: url(data:font/woff2;base64,${readFileSync(
    new URL(`be-vietnam-pro-${subset}-600-normal.woff2`, fonts),
  ).toString('base64')}); unicode-range: ${subset === 'latin' ? 'U+0-FF' : 'U+100-1EFF'} }`;

const square = (inner, style = '') =>
  `<body style="margin:0;display:grid;place-items:center;height:100vh;${style}">${inner}</body>`;
const sized = (size) => mark.replace('<svg ', `<svg width="${size}" height="${size}" `);
/** Without its round corners: the ground goes to the edge. */
const ground = 'background:#8c1d40';
const CARD = 'display:flex;align-items:center;gap:48px;font:600 132px/1.4 mark;color:#fff';
const PICTURES = [
  ['icon-192.png', 192, 192, square(sized(192))],
  ['icon-512.png', 512, 512, square(sized(512))],
  ['icon-maskable-512.png', 512, 512, square(sized(512 * SAFE), ground)],
  ['apple-touch-icon.png', 180, 180, square(sized(180 * SAFE), ground)],
  [
    'card.png',
    1200,
    630,
    `<style>${font('vietnamese')}${font('latin')}</style>${square(
      `<div style="${CARD}">${sized(300)}Điểm cầu</div>`,
      ground,
    )}`,
  ],
];

const { browser, stop } = await startChromium();
const drawn = async (width, height, html) => {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(html);
  await page.evaluate(() => document.fonts.ready);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
};
for (const [name, width, height, html] of PICTURES)
  writeFileSync(fileURLToPath(new URL(name, folder)), await drawn(width, height, html));
writeFileSync(
  fileURLToPath(new URL('favicon.ico', folder)),
  iconFile(await drawn(32, 32, square(sized(32))), 32),
);
await stop();

/** An .ico of one picture, which is a PNG. */
function iconFile(png, size) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2); // an icon
  head.writeUInt16LE(1, 4); // of one picture
  head.writeUInt8(size, 6);
  head.writeUInt8(size, 7);
  head.writeUInt16LE(1, 10); // planes
  head.writeUInt16LE(32, 12); // bits a pixel
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}

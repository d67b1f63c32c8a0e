import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'uqr';

const WIDTH = 640;
const HEIGHT = 480;
const BLACK = 16;
const WHITE = 235;

/** Flags that give Chromium a camera which films a QR code of `text`, and leave to use it. */
export async function cameraOn(text: string): Promise<string[]> {
  const film = join(await mkdtemp(join(tmpdir(), 'diemcau-camera-')), 'qr.y4m');
  await writeFile(film, filmOf(text));
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ];
}

/** A second of a Y4M film (I420) of the code. */
function filmOf(text: string): Buffer {
  const code = encode(text, { border: 4 });
  const module = Math.floor(420 / code.size);
  const [left, top] = [(WIDTH - code.size * module) >> 1, (HEIGHT - code.size * module) >> 1];
  const luma = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  for (let y = 0; y < code.size * module; y += 1) {
    for (let x = 0; x < code.size * module; x += 1) {
      if (code.data[Math.floor(y / module)]?.[Math.floor(x / module)])
        luma[(top + y) * WIDTH + left + x] = BLACK;
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`),
    ...Array<Buffer>(10).fill(frame),
  ]);
}

/** Two zero bytes in four of a text in Latin letters: UTF-16, whose mark was lost. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const looked = bytes.subarray(0, 2_000);
  let zeros = 0;
  for (let at = 1; at < looked.length; at += 2) if (looked[at] === 0) zeros += 1;
  return looked.length > 8 && zeros > looked.length / 4;
}

/**
 * Control characters stand in no text; a picture or a program is full of them.
 * @throws TypeError when there are some
 */
function assertText(text: string): string {
  // Tabs, line breaks, the page break and the end mark of old files are not among them.
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000e-\u0019\u001b-\u001f\u007f]/.test(text))
    throw new TypeError('it holds characters that no text has');
  return text;
}

/**
 * UTF-16 or UTF-8; else windows-1258, which Vietnamese Excel writes as plain "CSV": tones stand after their
 * letters there, and are composed later.
 * @throws TypeError when it is no text
 */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe)
    return assertText(new TextDecoder('utf-16le', { fatal: true }).decode(bytes));
  if (first === 0xfe && second === 0xff)
    return assertText(new TextDecoder('utf-16be', { fatal: true }).decode(bytes));
  if (looksLikeUtf16(bytes)) return assertText(new TextDecoder('utf-16le', { fatal: true }).decode(bytes));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('windows-1258').decode(bytes);
  }
  return assertText(text);
}

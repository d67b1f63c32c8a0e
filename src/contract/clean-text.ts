/**
 * Text as everything that comes in is kept: composed (NFC), without the characters that no screen shows
 * (format characters such as bidi marks, joiners, soft hyphens; Unicode's `Default_Ignorable_Code_Point`),
 * which make two of one name. They go first: between a letter and its mark they would keep both apart. Eth
 * `Ð` and the African `Ɖ` become `Đ`.
 */
export function cleanText(text: string): string {
  return text
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .normalize('NFC')
    .replace(/[\u00d0\u0189]/g, '\u0110')
    .replace(/[\u00f0\u0256]/g, '\u0111');
}

/**
 * As `cleanText`, on one line and without stray blanks. Control characters go too: PostgreSQL takes no NUL.
 */
export function oneLine(text: string): string {
  return cleanText(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

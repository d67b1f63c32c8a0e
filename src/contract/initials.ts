import { cleanText } from './clean-text.js';

/** The marks of Vietnamese tones; the other marks make letters of their own (`Ă`, `Ơ`). */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * The first letter of each word, as `N.T.H.` of `Nguyễn Thị Hường`; letters keep
 * their hat or hook, not their tone.
 */
export function initials(fullName: string): string {
  const letters = cleanText(fullName)
    .split(/[\s\-–.,()/]+/)
    .flatMap((word) => /\p{L}/u.exec(word)?.[0] ?? []);
  const bare = letters.map((letter) =>
    letter.normalize('NFD').replace(TONES, '').normalize('NFC').toLocaleUpperCase('vi'),
  );
  return bare.map((letter) => `${letter}.`).join('');
}

import { cleanText } from '../../contract/clean-text.js';

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;
type Weakness = 'too-short' | 'too-long' | 'too-common';

const listed = (text: string): string[] => text.trim().split(/\s+/);
/**
 * Parts of the commonest passwords, in the languages and keyboards of our users.
 * Our own list; see docs/decisions.
 */
const WORDS = [
  ...listed(`
    password passwd pass word secret admin administrator root user guest login account access welcome
    hello master manager system server test testing demo sample example default change changeme temp
    letmein iloveyou love sunshine princess dragon monkey football baseball superman batman shadow
    michael jordan computer internet google facebook microsoft windows samsung iphone apple qwerty
    azerty summer winter spring autumn monday friday january december trustno starwars pokemon freedom
    whatever flower hunter killer soccer ninja mustang cheese cookie chocolate coffee money lucky happy
    angel baby super king queen forever please open sesame
  `),
  // Syllables of one word hang together with `_`: alone most of them say nothing,
  // and any passphrase is made of some.
  ...listed(`
    mat_khau quan_tri nguyen anh_yeu_em em_yeu_anh anh yeu yeu_em toi_yeu viet_nam ha_noi sai_gon
    bac_giang ho_chi_minh xin_chao gia_dinh hanh_phuc thanh_cong diem_cau hoi_nghi ban_to_chuc to_chuc
    mai_mai
  `),
].sort((a, b) => b.length - a.length);
/** Rows as the fingers run over them; read backwards too. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'azertyuiop',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '147258369',
  'aăâbcdđeê',
].flatMap((run) => [run, [...run].reverse().join('')]);
const BETWEEN = String.raw`[\s\p{P}\p{S}]*`;
const PATTERNS = WORDS.map((word) => new RegExp(word.replaceAll('_', BETWEEN), 'gu'));
const LOOKALIKES: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};
/** Fewer characters of a password's own than this, and a guesser has it early. */
const OWN_CHARACTERS = 6;

/**
 * Why a password is not taken; null when it is. Too common: what is left of it without common words, runs,
 * repetitions and the login is shorter than a guesser's first tries. NIST SP 800-63B asks for the
 * comparison, not for kinds of characters.
 */
export function weaknessOf(password: string, login: string): Weakness | null {
  const { length } = [...password];
  if (length < PASSWORD_LENGTH.min) return 'too-short';
  if (length > PASSWORD_LENGTH.max) return 'too-long';
  return ownCharacters(password, login) < OWN_CHARACTERS ? 'too-common' : null;
}

/**
 * Counts what no list and no pattern explains. A year or a number at the end counts for
 * little, as guessers try them all.
 */
export function ownCharacters(password: string, login: string): number {
  const plain = bare(password);
  const readings = [plain, [...plain].map((letter) => LOOKALIKES[letter] ?? letter).join('')];
  return Math.min(...readings.map((reading) => rest(reading, bare(login))));
}

function rest(text: string, login: string): number {
  let left = login.length >= 3 ? text.replaceAll(login, ' ') : text;
  for (const pattern of PATTERNS) left = left.replace(pattern, ' ');
  left = left.replace(/(19|20)\d\d/g, ' ').replace(/(.+?)\1+/g, '$1');
  left = left.split(' ').map(withoutRuns).join('');
  return new Set(left.replace(/[\s\p{P}\p{S}]/gu, '')).size;
}

/** Takes out pieces of four and more that lie side by side on a keyboard or in the alphabet. */
function withoutRuns(text: string): string {
  let left = '';
  for (let at = 0; at < text.length;) {
    const length = runLengthAt(text, at);
    if (length < 4) left += text[at];
    at += length < 4 ? 1 : length;
  }
  return left;
}

function runLengthAt(text: string, at: number): number {
  let length = 1;
  while (at + length < text.length && RUNS.some((run) => run.includes(text.slice(at, at + length + 1))))
    length += 1;
  return length;
}

const bare = (text: string): string =>
  cleanText(text).normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

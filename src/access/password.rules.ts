export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;
export type Weakness = 'too-short' | 'too-long' | 'too-common';

/** What the commonest passwords are made of, in the languages and keyboards of this house. Our own list; see docs/decisions. */
const WORDS = [
  ...'password passwd pass word secret admin administrator root user guest login account access welcome hello master manager system server test testing demo sample example default change changeme temp letmein iloveyou love sunshine princess dragon monkey football baseball superman batman shadow michael jordan computer internet google facebook microsoft windows samsung iphone apple qwerty azerty summer winter spring autumn monday friday january december trustno starwars pokemon freedom whatever flower hunter killer soccer ninja mustang cheese cookie chocolate coffee money lucky happy angel baby super king queen forever please open sesame'.split(
    ' ',
  ),
  ...'matkhau mat khau quantri quan tri nguyen anhyeuem emyeuanh anh yeu em yeuem toiyeuvietnam vietnam viet nam hanoi saigon bacgiang hochiminh xinchao xin chao giadinh gia dinh hanhphuc hanh phuc thanhcong thanh cong diemcau diem cau hoinghi hoi nghi bantochuc tochuc to chuc ban'.split(
    ' ',
  ),
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
const LOOKALIKES: Record<string, string> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' };
/** Fewer characters of a password's own than this, and a guesser has it early. */
const OWN_CHARACTERS = 6;

/**
 * Why a password is not taken; null when it is. Too common: what is left of it without common words, runs, repetitions
 * and the login is shorter than a guesser's first tries. NIST SP 800-63B asks for the comparison, not for kinds of characters.
 */
export function weaknessOf(password: string, login: string): Weakness | null {
  const { length } = [...password];
  if (length < PASSWORD_LENGTH.min) return 'too-short';
  if (length > PASSWORD_LENGTH.max) return 'too-long';
  return ownCharacters(password, login) < OWN_CHARACTERS ? 'too-common' : null;
}

/** Counts what no list and no pattern explains. A year or a number at the end counts for little, as guessers try them all. */
export function ownCharacters(password: string, login: string): number {
  const plain = bare(password);
  const readings = [plain, [...plain].map((letter) => LOOKALIKES[letter] ?? letter).join('')];
  return Math.min(...readings.map((reading) => rest(reading, bare(login))));
}

function rest(text: string, login: string): number {
  let left = text;
  for (const word of [login, ...WORDS]) if (word.length >= 3) left = left.replaceAll(word, ' ');
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
  while (at + length < text.length && RUNS.some((run) => run.includes(text.slice(at, at + length + 1)))) length += 1;
  return length;
}

const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

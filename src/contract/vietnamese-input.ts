/** How an input method writes the marks of Vietnamese letters. */
interface InputMethod {
  /** The key of each mark. */
  marks: Record<string, string>;
  /** The key of a circumflex: Telex doubles the letter. */
  circumflex: (letter: string) => string;
  đ: string;
  /** Keys that change a letter, and so may leave no letter of their own. */
  silent: string;
}
const TELEX: InputMethod = {
  marks: {
    '\u0301': 'S',
    '\u0300': 'F',
    '\u0309': 'R',
    '\u0303': 'X',
    '\u0323': 'J',
    '\u0306': 'W',
    '\u031B': 'W',
  },
  circumflex: (letter) => letter,
  đ: 'D',
  silent: 'SFRXJZWAEOD',
};
const VNI: InputMethod = {
  marks: {
    '\u0301': '1',
    '\u0300': '2',
    '\u0309': '3',
    '\u0303': '4',
    '\u0323': '5',
    '\u031B': '7',
    '\u0306': '8',
  },
  circumflex: () => '6',
  đ: '9',
  silent: '0123456789',
};
const CIRCUMFLEX = '\u0302';
const HORN = '\u031B';
/**
 * A code has few letters that take marks. Past these limits a text is none, and nobody
 * may make the service work for it.
 */
const MOST_MARKS = 6;
const LONGEST = 60;
const MOST = 128;
/** A mark is typed at most so many keys after its letter. */
const FARTHEST = 10;
/** Keys that may be missing are tried up to so many times with each method. */
const MOST_TRIES = 20_000;

/**
 * Answers what keys may have been typed while Vietnamese input was on (Telex or VNI, as on most office
 * machines): `AS` has then become `Á`, `DD` or `D9` `Đ`, `W` `Ư`, and the key of a mark may have stood
 * anywhere later in the run of letters. The text alone, in upper case, if it holds no such letter.
 */
export function typedKeys(text: string): string[] {
  const upper = text.toUpperCase();
  if (!/[^\p{ASCII}]/u.test(upper) || isTooMuch(upper)) return [upper];
  return [...new Set([TELEX, VNI].flatMap((method) => keysBy(method, upper)))];
}

/**
 * Answers what keys may have been typed where the input method has swallowed some: the second `S` of `ASS`,
 * the `Z` that takes a mark away, a mark that a later one replaced.
 *
 * @param length of what was typed
 */
export function* swallowedKeys(text: string, length: number): Generator<string> {
  const upper = text.toUpperCase();
  if (isTooMuch(upper)) return;
  for (const method of [TELEX, VNI]) {
    let tries = 0;
    for (const keys of keysBy(method, upper)) {
      const missing = length - keys.length;
      if ((missing !== 1 && missing !== 2) || tries === MOST_TRIES) continue;
      for (const longer of inserted(keys, method.silent, missing)) {
        if (tries === MOST_TRIES) break;
        tries += 1;
        yield longer;
      }
    }
  }
}

/** A rare letter of two UTF-16 units is in no code, and a key must not be put between its halves. */
function isTooMuch(text: string): boolean {
  if (text.length > LONGEST) return true;
  const letters = text.normalize('NFD');
  return (letters.match(/[\p{M}Đ]/gu) ?? []).length > MOST_MARKS || /[\u{10000}-\u{10FFFF}]/u.test(letters);
}

/**
 * Only after a letter that takes marks is a key swallowed; Telex swallows a `W` before another one as well.
 */
function* inserted(keys: string, silent: string, count: number, from = 0): Generator<string> {
  if (count === 0) {
    yield keys;
    return;
  }
  const first = keys.search(/[AEIOUYDW]/);
  if (first < 0) return;
  for (let at = from; at <= keys.length; at += 1) {
    const swallowed = at > first ? silent : silent.includes('W') ? 'W' : '';
    for (const key of swallowed)
      yield* inserted(keys.slice(0, at) + key + keys.slice(at), silent, count - 1, at + 1);
  }
}

function keysBy(method: InputMethod, text: string): string[] {
  let found = [''];
  for (const part of text.split(/(\p{L}+)/u)) {
    const runs = /\p{L}/u.test(part) ? horns(part, method).flatMap((run) => runsOf(run, method)) : [part];
    found = found.flatMap((start) => runs.map((run) => start + run)).slice(0, MOST);
  }
  return found;
}

/** Telex makes `Ư` of a `W` alone, as well as of `U` and `W`. */
function horns(run: string, method: InputMethod): string[] {
  if (method !== TELEX) return [run];
  let found = [''];
  for (const letter of run) {
    const [base, ...marks] = letter.normalize('NFD');
    const alone =
      base === 'U' && marks.includes(HORN) ? [`W${marks.filter((mark) => mark !== HORN).join('')}`] : [];
    found = found.flatMap((start) => [...alone, letter].map((one) => start + one)).slice(0, MOST);
  }
  return found;
}

/** One run of letters with the keys of its marks put back, each somewhere after its letter. */
function runsOf(part: string, method: InputMethod): string[] {
  const pending: { key: string; after: number }[] = [];
  let plain = '';
  for (const letter of part.normalize('NFD')) {
    if (/\p{M}/u.test(letter))
      pending.push({ key: markKey(letter, plain.slice(-1), method), after: plain.length });
    else if (letter === 'Đ') {
      plain += 'D';
      pending.push({ key: method.đ, after: plain.length });
    } else plain += letter;
  }
  let runs = [plain];
  // From the last to the first, so that the earlier places still count.
  for (const { key, after } of pending.reverse())
    runs = runs
      .flatMap((run) =>
        Array.from(
          { length: Math.min(run.length - after, FARTHEST) + 1 },
          (_, at) => run.slice(0, after + at) + key + run.slice(after + at),
        ),
      )
      .slice(0, MOST);
  return runs;
}

const markKey = (mark: string, letter: string, method: InputMethod): string =>
  mark === CIRCUMFLEX ? method.circumflex(letter) : (method.marks[mark] ?? '');

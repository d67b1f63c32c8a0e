/** What a mark on a letter is typed with. */
interface Method {
  marks: Record<string, string>;
  /** The key of a circumflex: Telex doubles the letter. */
  circumflex: (letter: string) => string;
  đ: string;
}
const TELEX: Method = {
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
};
const VNI: Method = {
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
};
const CIRCUMFLEX = '\u0302';
/** A code has few letters that take marks; more readings than this are no code. */
const MOST = 256;

/**
 * The codes that a scanner may have typed while Vietnamese input was on (Telex or VNI, as on most office machines): `AS` has then
 * become `Á`, `DD` or `D9` `Đ`, and the key of a mark may have stood anywhere later in the run of letters. In upper case; the text alone
 * when nothing of this has happened.
 */
export function readings(text: string): string[] {
  const upper = text.toUpperCase();
  if (!/[^\p{ASCII}]/u.test(upper)) return [text];
  return [...new Set([TELEX, VNI].flatMap((method) => readAs(upper, method)))];
}

function readAs(text: string, method: Method): string[] {
  let found = [''];
  for (const part of text.split(/(\p{L}+)/u)) {
    const runs = /\p{L}/u.test(part) ? runsOf(part, method) : [part];
    found = found.flatMap((start) => runs.map((run) => start + run)).slice(0, MOST);
  }
  return found;
}

/** One run of letters with the keys of its marks put back, each somewhere after its letter. */
function runsOf(part: string, method: Method): string[] {
  const pending: { key: string; after: number }[] = [];
  let plain = '';
  for (const letter of part) {
    const [base = '', ...marks] = letter === 'Đ' ? ['D', 'đ'] : letter.normalize('NFD');
    plain += base;
    for (const mark of marks)
      pending.push({
        key:
          mark === 'đ'
            ? method.đ
            : mark === CIRCUMFLEX
              ? method.circumflex(base)
              : (method.marks[mark] ?? ''),
        after: plain.length,
      });
  }
  let runs = [plain];
  // From the last to the first, so that the earlier places still count.
  for (const { key, after } of pending.reverse())
    runs = runs
      .flatMap((run) =>
        Array.from(
          { length: run.length - after + 1 },
          (_, at) => run.slice(0, after + at) + key + run.slice(after + at),
        ),
      )
      .slice(0, MOST);
  return runs;
}

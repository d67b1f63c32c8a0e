/**
 * What an input method of Vietnam (as UniKey) makes of keys: free marking, a second key takes a mark back.
 */
interface Letter {
  base: string;
  /** Made by a `W` alone. */
  isAlone?: boolean;
  shape: '' | 'circumflex' | 'breve' | 'horn' | 'stroke';
  tone: string;
}
const TONES: Record<Method, Record<string, string>> = {
  telex: { S: '\u0301', F: '\u0300', R: '\u0309', X: '\u0303', J: '\u0323' },
  vni: { 1: '\u0301', 2: '\u0300', 3: '\u0309', 4: '\u0303', 5: '\u0323' },
};
const SHAPE_MARKS = { circumflex: '\u0302', breve: '\u0306', horn: '\u031b' } as const;
export type Method = 'telex' | 'vni';

/** Types upper-case keys, one after another. */
export class VietnameseTyping {
  private done = '';
  private run: Letter[] = [];
  /** A mark was taken back: the rest of the run is taken as it is. */
  private isPlain = false;

  constructor(private readonly method: Method) {}

  get text(): string {
    return this.done + this.run.map(shown).join('');
  }

  type(key: string): void {
    const isMark = this.method === 'telex' ? /[A-Z]/.test(key) : /[0-9A-Z]/.test(key);
    if (isMark && !this.isPlain && this.mark(key)) return;
    if (/[A-Z]/.test(key)) this.run.push({ base: key, shape: '', tone: '' });
    else this.end(key);
  }

  private end(key: string): void {
    this.done = this.text + key;
    this.run = [];
    this.isPlain = false;
  }

  /** True if the key has changed a letter. */
  private mark(key: string): boolean {
    const tone = TONES[this.method][key];
    const last = (bases: string): Letter | undefined =>
      this.run.filter(({ base }) => bases.includes(base)).pop();
    const toned = this.run.find((letter) => letter.tone !== '');
    if (key === (this.method === 'telex' ? 'Z' : '0')) {
      if (toned) toned.tone = '';
      return toned !== undefined;
    }
    if (tone !== undefined) {
      const vowel = toned ?? last('AEIOUY');
      if (!vowel) return false;
      if (vowel.tone === tone) return this.takeBack(key, () => (vowel.tone = ''));
      vowel.tone = tone;
      return true;
    }
    if (this.method === 'telex') return this.telexShape(key, last);
    const [bases, shape] =
      ({ 6: ['AEO', 'circumflex'], 7: ['OU', 'horn'], 8: ['A', 'breve'], 9: ['D', 'stroke'] } as const)[
        key
      ] ?? [];
    return shape !== undefined && this.shape(key, last(bases!), shape);
  }

  private telexShape(key: string, last: (bases: string) => Letter | undefined): boolean {
    if (key === 'D') return this.shape(key, last('D'), 'stroke');
    if ('AEO'.includes(key)) return this.shape(key, last(key), 'circumflex');
    if (key !== 'W') return false;
    const letter = last('AOU');
    if (letter?.isAlone) return this.takeBack('W', () => this.run.splice(this.run.indexOf(letter), 1));
    if (letter) return this.shape(key, letter, letter.base === 'A' ? 'breve' : 'horn');
    this.run.push({ base: 'U', shape: 'horn', tone: '', isAlone: true });
    return true;
  }

  private shape(key: string, letter: Letter | undefined, shape: Letter['shape']): boolean {
    if (!letter) return false;
    if (letter.shape === shape) return this.takeBack(key, () => (letter.shape = ''));
    letter.shape = shape;
    return true;
  }

  private takeBack(key: string, act: () => unknown): true {
    act();
    if (/[A-Z]/.test(key)) this.run.push({ base: key, shape: '', tone: '' });
    else this.end(key);
    this.isPlain = /[A-Z]/.test(key);
    return true;
  }
}

function shown({ base, shape, tone }: Letter): string {
  if (shape === 'stroke') return 'Đ';
  return (base + (shape === '' ? '' : SHAPE_MARKS[shape]) + tone).normalize('NFC');
}

export function typedWith(method: Method, keys: string): string {
  const typing = new VietnameseTyping(method);
  for (const key of keys) typing.type(key);
  return typing.text;
}

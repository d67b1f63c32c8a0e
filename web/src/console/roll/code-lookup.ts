import {
  canBeCode,
  codeIn,
  codeReadings,
  isMistyped,
  soundCode,
  swallowedCodes,
} from '#contract/code-readings.js';
import { codeHash, normalizedCode } from '#contract/personal-code.js';
import type { Guest } from '#contract/participant.js';
import type { Id } from '#contract/wire.js';
import type { GuestsFound } from './guest-search.js';
import type { Scan } from './hand-scanner.rules.js';
import type { RollRow } from './roll.rules.js';

export type CodeFound =
  | { kind: 'person'; row: RollRow }
  /** A person of another roster, found by the service. */
  | { kind: 'guest'; guest: Guest }
  /** The service cannot be asked now, but the check character fits, so the code is somebody's. */
  | { kind: 'later'; code: string; codeHash: string }
  /** The text is no code. `keyboard`: it was typed; `not-a-code`: a camera read it. */
  | { kind: 'keyboard'; text: string }
  /**
   * `unknown`: nobody of this conference has it; `not-here`: nobody of this roster, and the service cannot be
   * asked.
   */
  | {
      kind:
        'unknown' | 'not-here' | 'mistyped' | 'other-conference' | 'limited' | 'not-possible' | 'not-a-code';
    };

export interface CodeSource {
  rows: readonly RollRow[];
  conferenceId: Id;
  /** The short name of the roster's conference; `null` if it is not known yet. */
  slug: string | null;
  /** Asks the service for the person. */
  ask: (code: string) => Promise<GuestsFound>;
}
/** What was typed, by hand or by a hand scanner, or read by a camera. */
export type CodeInput = Scan & { isFromCamera?: boolean };

/**
 * Finds the person with a personal code: on this roster by the code's hash, since a stolen device must not
 * hold codes; else at the service. The positions of the keys are tried beside the letters, which are wrong
 * under another keyboard layout.
 */
export async function identifyCode(source: CodeSource, given: CodeInput | string): Promise<CodeFound> {
  const typed: CodeInput = typeof given === 'string' ? { text: given } : given;
  const readings = [typed.places ?? '', typed.text].filter((one) => one.trim() !== '').map(codeIn);
  if (readings.some(({ conference }) => isOther(source, conference))) return { kind: 'other-conference' };
  // Browsers offer Web Crypto on https and localhost alone.
  if (!globalThis.crypto?.subtle) return { kind: 'not-possible' };
  const texts = [...new Map(readings.map(({ code }) => [normalizedCode(code), code])).values()];
  const rows = await findOwners(source, texts);
  if (rows.length > 0) return rows.length > 1 ? { kind: 'unknown' } : { kind: 'person', row: rows[0]! };
  return identifyElsewhere(source, texts, typed);
}

/** Finds the person of a code that nobody of this roster has. */
async function identifyElsewhere(
  source: CodeSource,
  texts: readonly string[],
  typed: CodeInput,
): Promise<CodeFound> {
  const { text, isRewritten, isFromCamera } = typed;
  const possible = codesToAsk(texts);
  if (possible.length === 0) return isFromCamera ? { kind: 'not-a-code' } : { kind: 'keyboard', text };
  const found = await askService(source, possible);
  const isNobodys = found.kind === 'unknown' || found.kind === 'not-here';
  // The keyboard may have changed the code of a person on a list; as a walk-in they would count twice.
  const isSpoilt = !isFromCamera && (isRewritten === true || !isReadable(possible));
  return isNobodys && isSpoilt ? { kind: 'keyboard', text } : found;
}

/** Answers whether the keys can have meant nothing else. */
function isReadable(possible: readonly string[]): boolean {
  if (possible.some((one) => soundCode(one) !== null)) return true;
  return possible.length === 1 && /^\p{ASCII}+$/u.test(possible[0]!);
}

const isOther = ({ slug, conferenceId }: CodeSource, conference: string | null): boolean =>
  conference !== null && slug !== null && conference !== slug && conference !== conferenceId;

/**
 * Finds the people of this roster whose code the texts may be. The first reading that finds anybody decides.
 */
export async function findOwners(
  { rows, conferenceId }: CodeSource,
  texts: readonly string[],
): Promise<RollRow[]> {
  const rowsWithCodes = async (codes: readonly string[]): Promise<RollRow[]> => {
    const hashes = new Set(await Promise.all(codes.map((code) => codeHash(conferenceId, code))));
    return rows.filter((one) => hashes.has(one.codeHash));
  };
  for (const read of [(text: string) => [normalizedCode(text)], codeReadings, swallowedCodes]) {
    const owners = await rowsWithCodes([...new Set(texts.flatMap((text) => read(text)))]);
    if (owners.length > 0) return owners;
  }
  return [];
}

/** Answers the texts to ask the service for: valid codes, else everything that could be a code. */
function codesToAsk(texts: readonly string[]): string[] {
  const sound = [...new Set(texts.flatMap((text) => soundCode(text) ?? []))];
  return sound.length > 0 ? sound : texts.filter(canBeCode);
}

async function askService({ ask, conferenceId }: CodeSource, codes: readonly string[]): Promise<CodeFound> {
  const answers: GuestsFound[] = [];
  for (const code of codes) answers.push(await ask(code));
  if (answers.some(({ kind }) => kind === 'limited')) return { kind: 'limited' };
  const guests = new Map(
    answers
      .flatMap((one) => (one.kind === 'found' ? one.guests : []))
      .map((guest) => [guest.participantId, guest]),
  );
  const [guest, other] = guests.values();
  if (guest && !other) return { kind: 'guest', guest };
  const isKnown = answers.every(({ kind }) => kind === 'found');
  if (codes.some(isMistyped)) return { kind: 'mistyped' };
  if (isKnown) return { kind: 'unknown' };
  const [sound, second] = codes.flatMap((code) => soundCode(code) ?? []);
  if (sound === undefined || second !== undefined) return { kind: 'not-here' };
  return { kind: 'later', code: sound, codeHash: await codeHash(conferenceId, sound) };
}

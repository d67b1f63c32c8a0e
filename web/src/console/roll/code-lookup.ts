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
  /** Of another roster, as the service says. */
  | { kind: 'guest'; guest: Guest }
  /** Nobody can be asked now, but the check character fits: it is somebody's. */
  | { kind: 'later'; code: string; codeHash: string }
  /** No code says this: `keyboard`: what keys have typed; `not-a-code`: what a camera has read. */
  | { kind: 'keyboard'; text: string }
  /** `unknown`: nobody's in this conference; `not-here`: not of this roster, and nobody can be asked. */
  | {
      kind:
        'unknown' | 'not-here' | 'mistyped' | 'other-conference' | 'limited' | 'not-possible' | 'not-a-code';
    };

export interface CodeSource {
  rows: readonly RollRow[];
  conferenceId: Id;
  /** Of the conference whose roster this is; null: not known yet. */
  slug: string | null;
  /** Asks the service. */
  ask: (code: string) => Promise<GuestsFound>;
}
/** What was typed, by hand or by a hand scanner, or read by a camera. */
export type CodeInput = Scan & { isFromCamera?: boolean };

/**
 * Whose personal code this is: of this roster by its hash, for a stolen device should tell no
 * codes; else the service knows. The places of the keys are tried beside the letters, which are
 * wrong under another keyboard layout.
 */
export async function identifyCode(source: CodeSource, given: CodeInput | string): Promise<CodeFound> {
  const typed: CodeInput = typeof given === 'string' ? { text: given } : given;
  const said = [typed.places ?? '', typed.text].filter((one) => one.trim() !== '').map(codeIn);
  if (said.some(({ conference }) => isOther(source, conference))) return { kind: 'other-conference' };
  // Web Crypto exists on https and localhost only.
  if (!globalThis.crypto?.subtle) return { kind: 'not-possible' };
  const texts = [...new Map(said.map(({ code }) => [normalizedCode(code), code])).values()];
  const rows = await findOwners(source, texts);
  if (rows.length > 0) return rows.length > 1 ? { kind: 'unknown' } : { kind: 'person', row: rows[0]! };
  return identifyElsewhere(source, texts, typed);
}

/** Of another roster, or nobody's. */
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
  // Whose code the keyboard has spoilt may be on a list: as a walk-in they would count twice.
  const isSpoilt = !isFromCamera && (isRewritten === true || !isReadable(possible));
  return isNobodys && isSpoilt ? { kind: 'keyboard', text } : found;
}

/** True if the keys can have said nothing else. */
function isReadable(possible: readonly string[]): boolean {
  if (possible.some((one) => soundCode(one) !== null)) return true;
  return possible.length === 1 && /^\p{ASCII}+$/u.test(possible[0]!);
}

const isOther = ({ slug, conferenceId }: CodeSource, conference: string | null): boolean =>
  conference !== null && slug !== null && conference !== slug && conference !== conferenceId;

/** Whose codes the texts may say; the first text that is a code as it stands decides. */
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

/** What is worth asking the service: codes of ours, else whatever somebody may have. */
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

import { codeHash, isCodeSound, normalizedCode } from '#contract/personal-code.js';
import type { Guest } from '#contract/participant.js';
import type { Id } from '#contract/wire.js';
import type { GuestsFound } from './guest-search.js';
import { readings } from './readings.js';
import { codeIn, type RollRow } from './roll.rules.js';

export type CodeFound =
  | { kind: 'person'; row: RollRow }
  /** Of another roster, as the service says. */
  | { kind: 'guest'; guest: Guest }
  /** Nobody can be asked now, but the check character fits: it is somebody's. */
  | { kind: 'later'; code: string; codeHash: string }
  /** `unknown`: nobody's in this conference; `not-here`: not of this roster, and nobody can be asked. */
  | { kind: 'unknown' | 'not-here' | 'mistyped' | 'other-conference' | 'limited' | 'not-possible' };

const LONGEST_CODE = 40;

export interface CodeSource {
  rows: readonly RollRow[];
  conferenceId: Id;
  /** Of the conference whose roster this is; null: not known yet. */
  slug: string | null;
  /** Asks the service. */
  ask: (code: string) => Promise<GuestsFound>;
}

/** Whose personal code this is: of this roster by its hash, for a stolen device should tell no codes; else the service knows. */
export async function whoseCode(source: CodeSource, text: string): Promise<CodeFound> {
  const { code, conference } = codeIn(text);
  if (
    conference !== null &&
    source.slug !== null &&
    conference !== source.slug &&
    conference !== source.conferenceId
  )
    return { kind: 'other-conference' };
  // Web Crypto exists on https and localhost only.
  if (!globalThis.crypto?.subtle) return { kind: 'not-possible' };
  // Some other QR code's text: no code has words.
  if (isCodeSound(code) === null && (/\S\s+\S/.test(code) || code.length > LONGEST_CODE))
    return { kind: 'unknown' };
  const typed = readings(code);
  const hashes = new Set(await Promise.all(typed.map((one) => codeHash(source.conferenceId, one))));
  const [row, other] = source.rows.filter((one) => hashes.has(one.codeHash));
  if (row) return other ? { kind: 'unknown' } : { kind: 'person', row };
  return elsewhere(source, typed.find((one) => isCodeSound(one)) ?? code);
}

async function elsewhere({ ask, conferenceId }: CodeSource, code: string): Promise<CodeFound> {
  const answer = await ask(code);
  if (answer.kind === 'limited') return { kind: 'limited' };
  const isSound = isCodeSound(code);
  if (answer.kind === 'found') {
    const [guest] = answer.guests;
    return guest ? { kind: 'guest', guest } : { kind: isSound === false ? 'mistyped' : 'unknown' };
  }
  if (isSound)
    return { kind: 'later', code: normalizedCode(code), codeHash: await codeHash(conferenceId, code) };
  return { kind: isSound === false ? 'mistyped' : 'not-here' };
}

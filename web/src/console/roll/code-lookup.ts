import { codeHash, isCodeSound } from '#contract/personal-code.js';
import type { Id } from '#contract/wire.js';
import { codeIn, type RollRow } from './roll.rules.js';

export type CodeFound = { kind: 'person'; row: RollRow } | { kind: 'unknown' } | { kind: 'mistyped' } | { kind: 'not-possible' };

/** Whose personal code this is: the device holds hashes alone, so a stolen one tells no codes. */
export async function whoseCode(rows: readonly RollRow[], conferenceId: Id, text: string): Promise<CodeFound> {
  const code = codeIn(text);
  // Web Crypto exists on https and localhost only.
  if (!globalThis.crypto?.subtle) return { kind: 'not-possible' };
  const hash = await codeHash(conferenceId, code);
  const row = rows.find((one) => one.codeHash === hash);
  if (row) return { kind: 'person', row };
  return { kind: isCodeSound(code) === false ? 'mistyped' : 'unknown' };
}

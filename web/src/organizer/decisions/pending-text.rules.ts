import type { HeldEntry } from '#contract/decision.js';
import type { Messages } from '#messages/lazy/organizer.js';
import { textOf } from '../parts/text-of.js';

type DecisionTexts = Pick<Messages, 'decisions' | 'board'>;
const textIn = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** Answers the person whom the entry is about. */
export function whoIs({ person, kind, entry }: HeldEntry, { decisions: t }: DecisionTexts): string {
  if (person !== null) return person;
  if (kind === 'confirm' || kind === 'reopen') return t.wholeSite;
  const code = textIn(entry.code);
  return code === null ? t.nobody : t.code(code);
}

/** Describes what the entry says about the person. */
export function whatIs(
  { kind, entry, checkpointName }: HeldEntry,
  { decisions: t, board: { site } }: DecisionTexts,
): string {
  const reason = textIn(entry.reason);
  const parts = [kindText(), reason && (textOf(site.reasons, reason) ?? reason), checkpointName];
  return parts.filter(Boolean).join(' · ');

  function kindText(): string {
    switch (kind) {
      case 'present':
        return entry.mode === 'online'
          ? site.states.online
          : entry.mode === 'in_person'
            ? site.states.in_person
            : t.kinds.present;
      case 'absent':
      case 'left':
        return site.states[kind];
      case 'confirm':
        return typeof entry.headcount === 'number'
          ? t.kinds.counted(String(entry.headcount))
          : t.kinds.confirm;
      case 'undo':
      case 'reopen':
        return t.kinds[kind];
      case null:
        return t.kinds.unknown;
    }
  }
}

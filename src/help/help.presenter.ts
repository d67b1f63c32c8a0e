import type { HelpAnswer, HelpCall } from '../contract/help.js';
import type { HelpAnswerRow, HelpCallRow, HelpClosingRow, HelpTakingRow } from './help.entity.js';

/** A call beside its closing and its last taking, whose columns are null while there is none. */
export type CallRow = HelpCallRow & {
  state: HelpClosingRow['state'] | null;
  answer: string | null;
  closedAt: string;
  closerKind: HelpClosingRow['actorKind'];
  closerId: string;
  takenAt: string | null;
  takerId: HelpTakingRow['accountId'];
  takerName: HelpTakingRow['name'];
};

export function helpCallOf(row: CallRow, answers: readonly HelpAnswerRow[]): HelpCall {
  const { id, conferenceId, siteId, message, at, state } = row;
  return {
    id,
    conferenceId,
    siteId,
    message,
    at,
    actor: { kind: row.actorKind, id: row.actorId },
    state: state ?? 'open',
    taken:
      row.takenAt === null
        ? null
        : { at: row.takenAt, actor: { kind: 'organizer', id: row.takerId }, name: row.takerName },
    answers: answers.map(helpAnswerOf),
    closed:
      state === null
        ? null
        : { at: row.closedAt, actor: { kind: row.closerKind, id: row.closerId }, message: row.answer },
  };
}

const helpAnswerOf = ({ id, text, at, accountId, name }: HelpAnswerRow): HelpAnswer => ({
  id,
  at,
  actor: { kind: 'organizer', id: accountId },
  name,
  text,
});

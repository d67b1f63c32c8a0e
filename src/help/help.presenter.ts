import type { HelpCall } from '../contract/help.js';
import type { HelpCallRow, HelpClosingRow } from './help.entity.js';

/** A call beside its closing, whose columns are null while there is none. */
export type CallWithClosing = HelpCallRow & {
  state: HelpClosingRow['state'] | null;
  answer: string | null;
  closedAt: string;
  closerKind: HelpClosingRow['actorKind'];
  closerId: string;
};

export function helpCallOf(row: CallWithClosing): HelpCall {
  const { id, conferenceId, siteId, message, at, state } = row;
  return {
    id,
    conferenceId,
    siteId,
    message,
    at,
    actor: { kind: row.actorKind, id: row.actorId },
    state: state ?? 'open',
    closed:
      state === null
        ? null
        : { at: row.closedAt, actor: { kind: row.closerKind, id: row.closerId }, message: row.answer },
  };
}

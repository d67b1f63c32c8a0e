import type { Conference } from '../../contract/conference.js';
import type { ConferenceCopy } from '../../contract/conference-copy.js';
import type { ProblemCode } from '../../contract/problem.js';
import type { ConferenceCopyRow } from './conference-copy.entity.js';

/** What is known beside the row. */
interface Known {
  /** How far it is, if it is under way. */
  running: Pick<ConferenceCopy, 'done' | 'of'> | undefined;
  /** Why it failed, if the row does not say so yet. */
  lostBecause: ProblemCode | null;
  /** The new one, if it is whole. */
  conference: Conference | null;
}

export function copyOf(row: ConferenceCopyRow, { running, lostBecause, conference }: Known): ConferenceCopy {
  const { done, of } = running ?? { done: row.rows, of: row.rows };
  return {
    id: row.id,
    sourceId: row.sourceId,
    state: lostBecause === null ? row.state : 'failed',
    done,
    of,
    code: lostBecause ?? row.code,
    conference,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  };
}

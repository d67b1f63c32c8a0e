import type { Checkpoint } from '#contract/conference.js';
import type { RosterConfirmation, RosterMember, RosterState } from '#contract/roster.js';
import type { Schedule } from '#contract/schedule.js';
import type { CachedAnnouncements } from '../announcements/cached-announcements.js';
import type { CachedCalls } from '../help/cached-calls.js';
import type { MadeRow, ReceivedRow, RefusedRow, RosterHead } from '../store/rows.js';
import type { Store } from '../store/store.js';

/** The local store as of one moment. */
export interface Snapshot {
  head: RosterHead | null;
  schedule: Schedule | null;
  /** Server's clock minus this device's, in ms. */
  offset: number;
  members: RosterMember[];
  states: RosterState[];
  checkpoints: Checkpoint[];
  confirmations: RosterConfirmation[];
  outbox: MadeRow[];
  received: ReceivedRow[];
  refused: RefusedRow[];
  help: CachedCalls | null;
  announcements: CachedAnnouncements | null;
}
export const EMPTY: Snapshot = {
  head: null,
  schedule: null,
  offset: 0,
  members: [],
  states: [],
  checkpoints: [],
  confirmations: [],
  outbox: [],
  received: [],
  refused: [],
  help: null,
  announcements: null,
};

export async function snapshotOf(store: Store): Promise<Snapshot> {
  const tx = store.transaction(
    ['meta', 'members', 'states', 'checkpoints', 'confirmations', 'outbox', 'received', 'refused'],
    'readonly',
  );
  const values = tx.objectStore('meta');
  const [
    head,
    schedule,
    offset,
    members,
    states,
    checkpoints,
    confirmations,
    outbox,
    received,
    refused,
    help,
    announcements,
  ] = await Promise.all([
    values.get('roster') as Promise<RosterHead | undefined>,
    values.get('schedule') as Promise<Schedule | undefined>,
    values.get('offset') as Promise<number | undefined>,
    tx.objectStore('members').getAll(),
    tx.objectStore('states').getAll(),
    tx.objectStore('checkpoints').getAll(),
    tx.objectStore('confirmations').getAll(),
    tx.objectStore('outbox').getAll(),
    tx.objectStore('received').getAll(),
    tx.objectStore('refused').getAll(),
    values.get('help') as Promise<CachedCalls | undefined>,
    values.get('announcements') as Promise<CachedAnnouncements | undefined>,
  ]);
  return {
    head: head ?? null,
    schedule: schedule ?? null,
    offset: offset ?? 0,
    members,
    states,
    checkpoints,
    confirmations,
    outbox,
    received,
    refused,
    help: help ?? null,
    announcements: announcements ?? null,
  };
}

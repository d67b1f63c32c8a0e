import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { Checkpoint } from '#contract/conference.js';
import type { RosterConfirmation, RosterMember, RosterState } from '#contract/roster.js';
import type { Schedule } from '#contract/schedule.js';
import type { Id } from '#contract/wire.js';
import type { CachedAnnouncements } from '../announcements/cached-announcements.js';
import type { CachedCalls } from '../help/cached-calls.js';
import type { CachedSpeaking } from '../speaking/cached-speaking.js';
import type { CachedReadiness } from '../readiness/cached-readiness.js';
import type { Ended, MadeRow, Pairing, ReceivedRow, RefusedRow, Revoked, RosterHead, Tally } from './rows.js';

/** The single values that the store holds. `offset`: server's clock minus this device's, in ms. */
export interface Meta {
  pairing: Pairing;
  ended: Ended;
  revoked: Revoked[];
  roster: RosterHead;
  schedule: Schedule;
  counter: number;
  tally: Tally;
  offset: number;
  help: CachedCalls;
  announcements: CachedAnnouncements;
  speaking: CachedSpeaking;
  readiness: CachedReadiness;
  /** Written by the readiness test, to see that this browser stores. */
  probe: string;
}
interface Schema extends DBSchema {
  meta: { key: keyof Meta; value: Meta[keyof Meta] };
  members: { key: Id; value: RosterMember };
  states: { key: [Id, Id]; value: RosterState };
  checkpoints: { key: Id; value: Checkpoint };
  confirmations: { key: Id; value: RosterConfirmation };
  outbox: { key: number; value: MadeRow; indexes: { byId: Id } };
  received: { key: number; value: ReceivedRow };
  refused: { key: number; value: RefusedRow; indexes: { byId: Id } };
}
export type StoreName =
  'meta' | 'members' | 'states' | 'checkpoints' | 'confirmations' | 'outbox' | 'received' | 'refused';
export type Store = IDBPDatabase<Schema>;
type Upgrade = IDBPTransaction<Schema, StoreName[], 'versionchange'>;
export type Writing<Names extends StoreName[]> = IDBPTransaction<Schema, Names, 'readwrite'>;

const NAME = 'diemcau-console';
/**
 * One step per version, applied in order from the version that the device has. Never change a step that was
 * shipped, and never drop the outbox or the refused entries: nobody else may have them.
 */
const STEPS: ((db: Store, upgrade: Upgrade) => void)[] = [
  (db) => {
    db.createObjectStore('meta');
    db.createObjectStore('members', { keyPath: 'participantId' });
    db.createObjectStore('states', { keyPath: ['checkpointId', 'participantId'] });
    db.createObjectStore('checkpoints', { keyPath: 'id' });
    db.createObjectStore('outbox', { keyPath: 'deviceSeq' }).createIndex('byId', 'id', { unique: true });
    db.createObjectStore('received', { keyPath: 'deviceSeq' });
    db.createObjectStore('refused', { keyPath: 'deviceSeq' }).createIndex('byId', 'id', { unique: true });
  },
  (db, upgrade) => {
    db.createObjectStore('confirmations', { keyPath: 'checkpointId' });
    // The roster stays, for there may be no connection now; all of it is fetched at the next contact.
    const values = upgrade.objectStore('meta');
    void values
      .get('roster')
      .then((head) =>
        head ? values.put({ ...(head as RosterHead), isPartial: true }, 'roster') : undefined,
      );
  },
];

/**
 * Opens the store.
 * @throws DOMException where the browser refuses storage (some private windows)
 */
export function openStore(): Promise<Store> {
  return openDB<Schema>(NAME, STEPS.length, {
    upgrade(db, from, _to, upgrade) {
      for (const step of STEPS.slice(from)) step(db, upgrade as Upgrade);
    },
    // A newer version of the page in another tab wants to migrate: close, and load the new page here too.
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      location.reload();
    },
  });
}

/**
 * Opens a strict transaction. Data counts as saved only when it is complete: the default durability survives
 * a crash, not a power cut.
 */
export function writing<Names extends StoreName[]>(store: Store, names: [...Names]): Writing<Names> {
  return store.transaction(names, 'readwrite', { durability: 'strict' }) as unknown as Writing<Names>;
}

export async function meta<Key extends keyof Meta>(store: Store, key: Key): Promise<Meta[Key] | null> {
  return ((await store.get('meta', key)) as Meta[Key] | undefined) ?? null;
}

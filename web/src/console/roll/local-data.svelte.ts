import { createContext } from 'svelte';
import type { Material } from '#contract/material.js';
import type { Id } from '#contract/wire.js';
import { memberOf, rowOf, saveEntries } from '../outbox/outbox-store.js';
import type { UnnumberedEntry } from '../outbox/roll-action.rules.js';
import type { MadeRow, Pairing } from '../store/rows.js';
import type { Store } from '../store/store.js';
import { Topic } from '../topic.js';
import { EMPTY, type Snapshot, snapshotOf } from './snapshot-store.js';

/** Provisional numbers sort after all that the store has given. */
const NOT_NUMBERED = 2 ** 52;

/** What this device knows: the local store as last read, and the entries that are just being saved. */
export class LocalData {
  snapshot = $state.raw<Snapshot>(EMPTY);
  isLoaded = $state(false);
  /** Entries whose transaction is under way. */
  saving = $state.raw<MadeRow[]>([]);
  /** The store was read. */
  readonly wasRead = new Topic<Snapshot>();
  private provisional = 0;
  private changes = 0;

  readonly store: Store;
  readonly pairing: Pairing;
  constructor(store: Store, pairing: Pairing) {
    this.store = store;
    this.pairing = pairing;
  }

  /** Entries of this pairing that have no receipt yet. */
  waiting: MadeRow[] = $derived.by(() =>
    this.snapshot.outbox.filter((row) => row.deviceId === this.pairing.deviceId),
  );
  /** Entries of earlier pairings that have no receipt yet. */
  aside: MadeRow[] = $derived.by(() =>
    this.snapshot.outbox.filter((row) => row.deviceId !== this.pairing.deviceId),
  );

  get siteName(): string {
    return this.snapshot.head?.site.name ?? this.pairing.siteName;
  }
  /** What is released to the site, of the sessions in their order and of the whole day. */
  materials: Material[] = $derived.by(() => {
    const { schedule } = this.snapshot;
    return schedule
      ? [...schedule.sessions.flatMap(({ materials }) => materials), ...schedule.materials]
      : [];
  });

  /** Reads the store again, once more if entries were saved meanwhile: the first read may lack them. */
  async reload(): Promise<void> {
    let before: number;
    let read: Snapshot;
    do {
      before = this.changes;
      read = await snapshotOf(this.store);
    } while (before !== this.changes);
    // People who have not changed stay the same objects, so that 300 names are not sorted
    // and folded at each receipt.
    const isSame = JSON.stringify(read.members) === JSON.stringify(this.snapshot.members);
    this.snapshot = isSame ? { ...read, members: this.snapshot.members } : read;
    this.isLoaded = true;
    this.wasRead.publish(this.snapshot);
  }

  /** Shows the entries of one action at once, before they are saved. */
  show(act: Id, entries: readonly UnnumberedEntry[]): MadeRow[] {
    const rows = entries.map((one) => rowOf(one, NOT_NUMBERED + ++this.provisional, act, this.pairing));
    this.saving = [...this.saving, ...rows];
    return rows;
  }
  /**
   * Saves the entries of one action in one strict transaction.
   * @throws DOMException if the device is full; nothing is saved then
   */
  async save(act: Id, entries: UnnumberedEntry[]): Promise<void> {
    try {
      const rows = await saveEntries(this.store, this.pairing, act, entries);
      this.changes += 1;
      const { members, outbox } = this.snapshot;
      const coming = rows.flatMap((row) => memberOf(row) ?? []);
      this.snapshot = {
        ...this.snapshot,
        outbox: [...outbox, ...rows],
        members: coming.length > 0 ? [...members, ...coming] : members,
      };
    } finally {
      this.saving = this.saving.filter((row) => row.act !== act);
    }
  }

  /** Answers whether this device made the entry. */
  isOwn(entryId: Id): boolean {
    return [this.waiting, this.snapshot.received, this.saving].some((rows) =>
      rows.some(({ id }) => id === entryId),
    );
  }
  /** The personal code of somebody whom the service has not named yet. */
  codeOf(participantId: Id): string | undefined {
    return [...this.waiting, ...this.saving].find(
      (row) => row.participantId === participantId && row.codeHash,
    )?.entry.code;
  }
}

export const [useLocalData, provideLocalData] = createContext<LocalData>();

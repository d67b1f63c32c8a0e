import type { Checkpoint } from '#contract/conference.js';
import { currentCheckpoint } from '#contract/current-checkpoint.js';
import { byGivenName } from '#contract/folded.js';
import type { RosterMember } from '#contract/roster.js';
import type { Id, Instant } from '#contract/wire.js';
import { type RollAction, entriesFor } from '../outbox/roll-action.rules.js';
import { newId } from '../../shared/new-id.js';
import { memberOf, saveEntries, rowOf } from '../outbox/outbox-store.js';
import type { MadeRow, Pairing } from '../store/rows.js';
import type { Store } from '../store/store.js';
import { offsetToSend } from '../sync/clock-offset.rules.js';
import { START, type SyncState } from '../sync/sync.rules.js';
import { countsOf, rollOf, type RollRow } from './roll.rules.js';
import { type Closing, closingOf } from './confirming.rules.js';
import { rosterNewsOf } from './roster-news.rules.js';
import { EMPTY, type Snapshot, snapshotOf } from './snapshot-store.js';

/** Sorts after everything that the store has numbered, until it has its own number. */
const NOT_NUMBERED = 2 ** 52;
const TICK_MS = 5_000;

/** What the roll shows: the local store, with the gestures that are just being saved laid over it. */
export class Desk {
  snapshot = $state.raw<Snapshot>(EMPTY);
  isLoaded = $state(false);
  sync = $state.raw<SyncState>(START);
  saving = $state.raw<MadeRow[]>([]);
  /** True after a gesture that could not be saved; false after the next one that was. */
  isStorageFull = $state(false);
  /** By this device's clock, in ms; moves every few seconds. */
  now = $state(Date.now());
  chosen = $state<Id | null>(null);
  /** Why people are changed at a confirmed checkpoint. */
  amending = $state<{ checkpointId: Id; reason: string } | null>(null);
  /** When what is being entered was written on paper. */
  paperAt = $state<Instant | null>(null);
  /** The gesture that can be undone where it was made. */
  lastAct = $state.raw<{ id: Id; kind: RollAction['kind']; rows: MadeRow[] } | null>(null);

  /** The list as the coordinator last saw it, guests and walk-ins among them. */
  private seen = $state.raw<RosterMember[] | null>(null);
  private gestures = 0;
  private changes = 0;
  private shown = new Map<Id, { key: string; row: RollRow }>();
  private readonly ticking: ReturnType<typeof setInterval>;

  readonly store: Store;
  readonly pairing: Pairing;
  private readonly onSaved: () => void;

  /** @param onSaved called when something new waits in the outbox */
  constructor(store: Store, pairing: Pairing, onSaved: () => void) {
    this.store = store;
    this.pairing = pairing;
    this.onSaved = onSaved;
    this.ticking = setInterval(() => (this.now = Date.now()), TICK_MS);
  }
  stop(): void {
    clearInterval(this.ticking);
  }

  serverNow: Instant = $derived(new Date(this.now + this.snapshot.offset).toISOString());
  timeZone = $derived(this.snapshot.head?.conference.timezone ?? 'Asia/Ho_Chi_Minh');
  checkpoints: Checkpoint[] = $derived(
    [...this.snapshot.checkpoints].sort(
      (a, b) => (a.opensAt ?? '').localeCompare(b.opensAt ?? '') || a.name.localeCompare(b.name),
    ),
  );
  current = $derived(currentCheckpoint(this.checkpoints, this.serverNow));
  checkpoint = $derived(this.checkpoints.find(({ id }) => id === this.chosen) ?? this.current);
  isStarted = $derived(
    this.checkpoint !== null &&
      (this.checkpoint.opensAt === null || this.checkpoint.opensAt <= this.serverNow),
  );
  closing: Closing | null = $derived.by(() => {
    const { head, confirmations, received } = this.snapshot;
    if (!this.checkpoint || !head) return null;
    return closingOf(
      { rosterSeq: head.seq, confirmations, saving: this.saving, waiting: this.waiting, received },
      this.checkpoint.id,
    );
  });
  /** Why people are changed although the roll is confirmed; null: it is not, or they are not. */
  amendment = $derived(
    this.closing?.state === 'confirmed' && this.amending?.checkpointId === this.checkpoint?.id
      ? (this.amending?.reason ?? null)
      : null,
  );
  /** May people be marked? */
  isOpen = $derived(this.isStarted && (this.closing?.state !== 'confirmed' || this.amendment !== null));
  /** `lastAct`, as long as it can be taken back at the checkpoint on the screen. */
  undoable = $derived(
    this.isOpen && this.lastAct?.rows[0]?.entry.checkpointId === this.checkpoint?.id ? this.lastAct : null,
  );
  rosterNews = $derived(rosterNewsOf(this.seen, this.snapshot.members));
  isLate = $derived((this.checkpoint?.closesAt ?? this.serverNow) < this.serverNow);
  waiting: MadeRow[] = $derived(this.snapshot.outbox.filter((row) => row.deviceId === this.pairing.deviceId));
  aside: MadeRow[] = $derived(this.snapshot.outbox.filter((row) => row.deviceId !== this.pairing.deviceId));
  private inOrder: RosterMember[] = $derived([...this.snapshot.members].sort(rosterOrder));
  members: RosterMember[] = $derived.by(() => {
    const coming = this.saving.flatMap((row) => memberOf(row) ?? []);
    return coming.length > 0 ? [...this.inOrder, ...coming] : this.inOrder;
  });
  rows: RollRow[] = $derived(this.stableRows());
  counts = $derived(countsOf(this.rows));

  /**
   * Reads the store anew. A gesture that was saved meanwhile would be missing
   * in what was read: then once more.
   */
  async reload(): Promise<void> {
    let before: number;
    let read: Snapshot;
    do {
      before = this.changes;
      read = await snapshotOf(this.store);
    } while (before !== this.changes);
    // The same people as before stay the same objects: sorting and folding 300 names
    // is not done again at each receipt.
    const isSame = JSON.stringify(read.members) === JSON.stringify(this.snapshot.members);
    this.snapshot = isSame ? { ...read, members: this.snapshot.members } : read;
    this.remember(read);
    this.isLoaded = true;
    this.chosen ??= this.current?.id ?? null;
  }

  private remember({ head }: Snapshot): void {
    if (head === null) this.seen = null;
    else if (this.seen === null) this.seeRoster();
  }
  seeRoster(): void {
    this.seen = this.snapshot.members;
  }
  /** Whom an entry of this device is about, though they may be on no list any more. */
  nameOf(participantId: Id): string | undefined {
    const onRoster = this.members.find((member) => member.participantId === participantId);
    if (onRoster) return onRoster.fullName;
    const { outbox, refused } = this.snapshot;
    const row = [...outbox, ...refused].find(
      (one) => one.participantId === participantId && (one.fullName ?? one.guest),
    );
    return row?.fullName ?? row?.guest?.fullName;
  }

  /** One gesture: on the screen at once, saved in one strict transaction. Answers whether it was saved. */
  async perform(action: RollAction): Promise<boolean> {
    const checkpoint = this.checkpoint;
    if (!checkpoint) return false;
    const entries = entriesFor(action, {
      checkpointId: checkpoint.id,
      siteId: this.pairing.siteId,
      now: (action.kind !== 'confirm' && this.paperAt) || new Date().toISOString(),
      isPaper: action.kind !== 'confirm' && this.paperAt !== null,
      clockOffset: this.snapshot.head ? offsetToSend(-this.snapshot.offset) : undefined,
      ...(this.amendment === null ? {} : { amendment: this.amendment }),
      isOffline: this.sync.link.kind !== 'connected',
      newId,
      isOwn: (id) => this.isOwn(id),
      codeOf: (participantId) => this.codeOf(participantId),
    });
    if (entries.length === 0) return false;
    const id = newId();
    const provisional = entries.map((unnumbered) =>
      rowOf(unnumbered, NOT_NUMBERED + ++this.gestures, id, this.pairing),
    );
    this.saving = [...this.saving, ...provisional];
    this.lastAct = { id, kind: action.kind, rows: provisional };
    try {
      const rows = await saveEntries(this.store, this.pairing, id, entries);
      this.changes += 1;
      const { members } = this.snapshot;
      const coming = rows.flatMap((row) => memberOf(row) ?? []);
      this.snapshot = {
        ...this.snapshot,
        outbox: [...this.snapshot.outbox, ...rows],
        members: coming.length > 0 ? [...members, ...coming] : members,
      };
      this.isStorageFull = false;
      this.onSaved();
      return true;
    } catch {
      this.isStorageFull = true;
      if (this.lastAct?.id === id) this.lastAct = null;
      return false;
    } finally {
      this.saving = this.saving.filter((row) => row.act !== id);
    }
  }

  /** Takes back everything that one gesture said, its last word first. */
  undo(rows: readonly MadeRow[]): Promise<boolean> {
    return this.perform({
      kind: 'undo',
      entries: rows
        .filter(({ entry }) => entry.kind !== 'undo')
        .map(({ id, participantId }) => ({ id, participantId }))
        .reverse(),
    });
  }

  private isOwn(id: Id): boolean {
    return [this.waiting, this.snapshot.received, this.saving].some((rows) =>
      rows.some((row) => row.id === id),
    );
  }

  /** Of somebody whom the service has not named yet. */
  private codeOf(participantId: Id): string | undefined {
    return [...this.waiting, ...this.saving].find(
      (row) => row.participantId === participantId && row.codeHash,
    )?.entry.code;
  }

  /**
   * Rows that have not changed stay the same objects, so that a tap in a roll
   * of 300 draws one row and not 300.
   */
  private stableRows(): RollRow[] {
    const { head, states, received, refused } = this.snapshot;
    if (!this.checkpoint || !head) return [];
    const rows = rollOf(
      {
        siteId: this.pairing.siteId,
        rosterSeq: head.seq,
        members: this.members,
        states,
        saving: this.saving,
        waiting: this.waiting,
        received,
        refused,
      },
      this.checkpoint.id,
    );
    const before = this.shown;
    this.shown = new Map(
      rows.map((row) => {
        const key = JSON.stringify(row);
        const earlier = before.get(row.participantId);
        return [row.participantId, earlier?.key === key ? earlier : { key, row }];
      }),
    );
    return [...this.shown.values()].map(({ row }) => row);
  }
}

/** The roster by given name, as offices sort; whoever is not on it comes after. */
function rosterOrder(a: RosterMember, b: RosterMember): number {
  return (
    rank(a) - rank(b) || byGivenName(a.fullName, b.fullName) || a.participantId.localeCompare(b.participantId)
  );
}
const rank = (member: RosterMember): number => (member.guest ? 2 : member.origin === 'walk_in' ? 1 : 0);

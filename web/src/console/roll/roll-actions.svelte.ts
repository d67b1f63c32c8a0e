import { createContext } from 'svelte';
import type { Id, Instant } from '#contract/wire.js';
import { newId } from '../../shared/new-id.js';
import { type Circumstances, entriesFor, type RollAction } from '../outbox/roll-action.rules.js';
import type { MadeRow } from '../store/rows.js';
import { offsetToSend } from '../sync/clock-offset.rules.js';
import type { SyncStatus } from '../sync/sync-status.svelte.js';
import { Topic } from '../topic.js';
import type { CheckpointChoice } from './checkpoint-choice.svelte.js';
import type { LocalData } from './local-data.svelte.js';
import type { RollClosing } from './roll-closing.svelte.js';

/** Performs what the coordinator does at the checkpoint on the screen, and takes it back. */
export class RollActions {
  /** True after an action that could not be saved; false after the next one that was. */
  isStorageFull = $state(false);
  /** When what is being entered was written on paper; `null` if it was not. */
  paperAt = $state<Instant | null>(null);
  /** The action that can be undone where it was made. */
  last = $state.raw<{ id: Id; kind: RollAction['kind']; rows: MadeRow[] } | null>(null);
  /** Entries were saved, and wait in the outbox. */
  readonly saved = new Topic();

  private readonly data: LocalData;
  private readonly checkpoints: CheckpointChoice;
  private readonly closing: RollClosing;
  private readonly status: SyncStatus;
  constructor(data: LocalData, checkpoints: CheckpointChoice, closing: RollClosing, status: SyncStatus) {
    this.data = data;
    this.checkpoints = checkpoints;
    this.closing = closing;
    this.status = status;
  }

  /** `last`, as long as it can be taken back at the checkpoint on the screen. */
  undoable = $derived.by(() =>
    this.closing.isOpen && this.last?.rows[0]?.entry.checkpointId === this.checkpoints.shown?.id
      ? this.last
      : null,
  );

  /** Shows the action at once and saves it. Answers whether it was saved. */
  async perform(action: RollAction): Promise<boolean> {
    const checkpoint = this.checkpoints.shown;
    if (!checkpoint) return false;
    const entries = entriesFor(action, this.circumstances(action, checkpoint.id));
    if (entries.length === 0) return false;
    const id = newId();
    this.last = { id, kind: action.kind, rows: this.data.show(id, entries) };
    try {
      await this.data.save(id, entries);
    } catch {
      this.isStorageFull = true;
      if (this.last?.id === id) this.last = null;
      return false;
    }
    this.isStorageFull = false;
    this.saved.publish();
    return true;
  }

  /** Takes back every entry of one action, the last first. */
  undo(rows: readonly MadeRow[]): Promise<boolean> {
    return this.perform({
      kind: 'undo',
      entries: rows
        .filter(({ entry }) => entry.kind !== 'undo')
        .map(({ id, participantId }) => ({ id, participantId }))
        .reverse(),
    });
  }

  private circumstances(action: RollAction, checkpointId: Id): Circumstances {
    const { pairing, snapshot } = this.data;
    const { amendment } = this.closing;
    const paperAt = action.kind === 'confirm' ? null : this.paperAt;
    return {
      checkpointId,
      siteId: pairing.siteId,
      now: paperAt ?? new Date().toISOString(),
      isPaper: paperAt !== null,
      clockOffset: snapshot.head ? offsetToSend(-snapshot.offset) : undefined,
      ...(amendment === null ? {} : { amendment }),
      isOffline: !this.status.isConnected,
      newId,
      isOwn: (id) => this.data.isOwn(id),
      codeOf: (participantId) => this.data.codeOf(participantId),
    };
  }
}

export const [useActions, provideActions] = createContext<RollActions>();

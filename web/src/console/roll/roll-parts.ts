import type { Pairing } from '../store/rows.js';
import type { Store } from '../store/store.js';
import { provideSyncStatus, SyncStatus } from '../sync/sync-status.svelte.js';
import { CheckpointChoice, provideCheckpoints } from './checkpoint-choice.svelte.js';
import { Clock, provideClock } from './clock.svelte.js';
import { LocalData, provideLocalData } from './local-data.svelte.js';
import { provideActions, RollActions } from './roll-actions.svelte.js';
import { provideClosing, RollClosing } from './roll-closing.svelte.js';
import { provideRoll, Roll } from './roll.svelte.js';
import { provideRosterWatch, RosterWatch } from './roster-watch.svelte.js';
import { provideUnsent, Unsent } from './unsent.js';

/** What the page shows of one pairing: a class for each concern, each made of those above it. */
export class RollParts {
  readonly data: LocalData;
  readonly status = new SyncStatus();
  readonly clock: Clock;
  readonly checkpoints: CheckpointChoice;
  readonly roll: Roll;
  readonly rosterWatch: RosterWatch;
  readonly closing: RollClosing;
  readonly actions: RollActions;
  readonly unsent: Unsent;

  constructor(store: Store, pairing: Pairing) {
    this.data = new LocalData(store, pairing);
    this.clock = new Clock(this.data);
    this.checkpoints = new CheckpointChoice(this.data, this.clock);
    this.roll = new Roll(this.data, this.checkpoints);
    this.rosterWatch = new RosterWatch(this.data);
    this.closing = new RollClosing(this.data, this.checkpoints);
    this.actions = new RollActions(this.data, this.checkpoints, this.closing, this.status);
    this.unsent = new Unsent(this.data, this.status);
  }
}

/** Gives every component below the one that calls it the parts, each by its own context. */
export function provideParts(parts: RollParts): void {
  provideLocalData(parts.data);
  provideSyncStatus(parts.status);
  provideClock(parts.clock);
  provideCheckpoints(parts.checkpoints);
  provideRoll(parts.roll);
  provideRosterWatch(parts.rosterWatch);
  provideClosing(parts.closing);
  provideActions(parts.actions);
  provideUnsent(parts.unsent);
}

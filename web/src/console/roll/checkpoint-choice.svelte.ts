import { createContext } from 'svelte';
import type { Checkpoint } from '#contract/conference.js';
import { currentCheckpoint } from '#contract/current-checkpoint.js';
import type { Id } from '#contract/wire.js';
import type { Clock } from './clock.svelte.js';
import type { LocalData } from './local-data.svelte.js';

/** The checkpoints of the conference, and the one on the screen. */
export class CheckpointChoice {
  chosen = $state<Id | null>(null);
  private readonly data: LocalData;
  private readonly clock: Clock;

  constructor(data: LocalData, clock: Clock) {
    this.data = data;
    this.clock = clock;
    data.wasRead.subscribe(() => (this.chosen ??= this.current?.id ?? null));
  }

  all: Checkpoint[] = $derived.by(() =>
    [...this.data.snapshot.checkpoints].sort(
      (a, b) => (a.opensAt ?? '').localeCompare(b.opensAt ?? '') || a.name.localeCompare(b.name),
    ),
  );
  /** The checkpoint of now, by the service's clock. */
  current = $derived.by(() => currentCheckpoint(this.all, this.clock.serverNow));
  /** The checkpoint on the screen. */
  shown = $derived.by(() => this.all.find(({ id }) => id === this.chosen) ?? this.current);
  isStarted = $derived.by(
    () => this.shown !== null && (this.shown.opensAt === null || this.shown.opensAt <= this.clock.serverNow),
  );
  get isLate(): boolean {
    return (this.shown?.closesAt ?? this.clock.serverNow) < this.clock.serverNow;
  }
}

export const [useCheckpoints, provideCheckpoints] = createContext<CheckpointChoice>();

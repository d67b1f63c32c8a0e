import { createContext } from 'svelte';
import type { Id } from '#contract/wire.js';
import type { CheckpointChoice } from './checkpoint-choice.svelte.js';
import { type Closing, closingOf } from './confirming.rules.js';
import type { LocalData } from './local-data.svelte.js';

/** Whether the site has confirmed the roll on the screen, and whether people may be marked. */
export class RollClosing {
  private amending = $state<{ checkpointId: Id; reason: string } | null>(null);
  private readonly data: LocalData;
  private readonly checkpoints: CheckpointChoice;

  constructor(data: LocalData, checkpoints: CheckpointChoice) {
    this.data = data;
    this.checkpoints = checkpoints;
  }

  state: Closing | null = $derived.by(() => {
    const { snapshot, saving, waiting } = this.data;
    const { head, confirmations, received } = snapshot;
    const checkpoint = this.checkpoints.shown;
    if (!checkpoint || !head) return null;
    return closingOf({ rosterSeq: head.seq, confirmations, saving, waiting, received }, checkpoint.id);
  });
  get isConfirmed(): boolean {
    return this.state?.state === 'confirmed';
  }
  /** Why people are changed although the roll is confirmed; `null` if it is not, or they are not. */
  amendment = $derived.by(() =>
    this.isConfirmed && this.amending?.checkpointId === this.checkpoints.shown?.id
      ? (this.amending?.reason ?? null)
      : null,
  );
  /** Why people cannot be marked; `null` if they can. */
  obstacle: 'not-open' | 'confirmed' | null = $derived.by(() => {
    if (!this.checkpoints.isStarted) return 'not-open';
    return this.isConfirmed && this.amendment === null ? 'confirmed' : null;
  });
  get isOpen(): boolean {
    return this.obstacle === null;
  }

  beginAmendment(reason: string): void {
    const { shown } = this.checkpoints;
    if (shown) this.amending = { checkpointId: shown.id, reason };
  }
  endAmendment(): void {
    this.amending = null;
  }
}

export const [useClosing, provideClosing] = createContext<RollClosing>();

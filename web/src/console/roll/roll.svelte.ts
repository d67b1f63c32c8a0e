import { createContext } from 'svelte';
import { byGivenName } from '#contract/folded.js';
import type { RosterMember } from '#contract/roster.js';
import type { Id } from '#contract/wire.js';
import { memberOf } from '../outbox/outbox-store.js';
import type { CheckpointChoice } from './checkpoint-choice.svelte.js';
import type { LocalData } from './local-data.svelte.js';
import { countsOf, rollOf, type RollRow } from './roll.rules.js';

/** The people of the site, and where they stand at the checkpoint on the screen. */
export class Roll {
  private shown = new Map<Id, { key: string; row: RollRow }>();
  private readonly data: LocalData;
  private readonly checkpoints: CheckpointChoice;

  constructor(data: LocalData, checkpoints: CheckpointChoice) {
    this.data = data;
    this.checkpoints = checkpoints;
  }

  private inOrder: RosterMember[] = $derived.by(() => [...this.data.snapshot.members].sort(rosterOrder));
  members: RosterMember[] = $derived.by(() => {
    const coming = this.data.saving.flatMap((row) => memberOf(row) ?? []);
    return coming.length > 0 ? [...this.inOrder, ...coming] : this.inOrder;
  });
  rows: RollRow[] = $derived.by(() => this.stableRows());
  counts = $derived.by(() => countsOf(this.rows));

  /** The name of anybody whom an entry of this device is about, even if they left the roster. */
  nameOf(participantId: Id): string | undefined {
    const onRoster = this.members.find((member) => member.participantId === participantId);
    if (onRoster) return onRoster.fullName;
    const { outbox, refused } = this.data.snapshot;
    const row = [...outbox, ...refused].find(
      (one) => one.participantId === participantId && (one.fullName ?? one.guest),
    );
    return row?.fullName ?? row?.guest?.fullName;
  }

  /** Keeps the objects of rows that have not changed, so that a tap in a roll of 300 draws one row. */
  private stableRows(): RollRow[] {
    const { pairing, saving, waiting, snapshot } = this.data;
    const { head, states, received, refused } = snapshot;
    const checkpoint = this.checkpoints.shown;
    if (!checkpoint || !head) return [];
    const rows = rollOf(
      {
        siteId: pairing.siteId,
        rosterSeq: head.seq,
        members: this.members,
        states,
        saving,
        waiting,
        received,
        refused,
      },
      checkpoint.id,
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

/** Sorts the roster by given name, as offices do; guests and walk-ins come last. */
function rosterOrder(a: RosterMember, b: RosterMember): number {
  return (
    rank(a) - rank(b) || byGivenName(a.fullName, b.fullName) || a.participantId.localeCompare(b.participantId)
  );
}
const rank = (member: RosterMember): number => (member.guest ? 2 : member.origin === 'walk_in' ? 1 : 0);

export const [useRoll, provideRoll] = createContext<Roll>();

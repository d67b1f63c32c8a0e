import type { Arrivals, BoardTotals } from '#contract/board.js';
import { type Replay, replayer } from '#contract/replay.js';
import type { Day, Id } from '#contract/wire.js';
import { instantOf } from '#contract/zoned-time.js';
import type { Placed } from '../board/blocks.js';
import type { ShownBoard } from '../board/board-view.js';
import { RowState } from '../board/live-board.svelte.js';
import type { Liveness } from '../board/liveness.rules.js';
import { sumsOf } from '../board/sums.js';
import { OpenIncidents } from '../incidents/open-incidents.svelte.js';
import { replayDays } from './replay-days.rules.js';

const DAY_MS = 86_400_000;
/** How ready a site was is not kept. */
const NOT_KEPT = { untested: 0, passed: 0, failed: 0, stale: 0 } as const;

/** The board of a day at the moment `at`, which may be moved to and fro. */
export class ReplayBoard implements ShownBoard {
  readonly placed: Placed[];
  readonly groups: Placed[];
  readonly rows: ReadonlyMap<Id, RowState>;
  /** None: a replay shows each site that was lost; the timeline names the incidents. */
  readonly incidents: OpenIncidents;
  /** The days on which something happened, and the one that is shown. */
  readonly days: readonly Day[];
  day = $state('');
  /** The first and the last moment of the day, in ms since 1970. */
  from = $state(0);
  to = $state(0);
  totals = $state.raw<BoardTotals | null>(null);
  arrivals = $state.raw<Arrivals[]>([]);
  checkpointId = $state<Id | null>(null);
  at = $state(0);
  readonly serverNow: number = $derived(this.at);
  readonly liveness: Liveness = $derived({ live: false, at: this.at });
  readonly #momentAt: ReturnType<typeof replayer>;
  readonly #replay: Replay;
  readonly #timeZone: string;

  /** @param replay of a conference in which something has happened */
  constructor(replay: Replay, timeZone: string) {
    this.#momentAt = replayer(replay);
    this.#replay = replay;
    this.#timeZone = timeZone;
    this.incidents = new OpenIncidents(replay.conferenceId);
    this.placed = replay.sites;
    this.groups = replay.groups;
    const { rows } = this.#momentAt(replay.from!);
    this.rows = new Map(rows.map((row) => [row.siteId, new RowState(row)]));
    const { days, first } = replayDays(replay, timeZone);
    this.days = days;
    this.show(first!);
  }

  /** Shows the end of this day. What was before it is its beginning. */
  show(day: Day): void {
    const midnight = Date.parse(instantOf(`${day}T00:00`, this.#timeZone)!);
    this.day = day;
    this.from = Math.max(midnight, Date.parse(this.#replay.from!));
    this.to = Math.min(midnight + DAY_MS - 1, Date.parse(this.#replay.to!));
    this.moveTo(this.to);
  }

  moveTo(at: number): void {
    this.at = Math.min(Math.max(at, this.from), this.to);
    const { checkpointId, rows, arrivals } = this.#momentAt(new Date(this.at).toISOString());
    for (const row of rows) {
      const shown = this.rows.get(row.siteId)!;
      // A tile is drawn again only when its site has changed.
      if (JSON.stringify(shown.data) !== JSON.stringify(row)) shown.data = row;
    }
    this.checkpointId = checkpointId;
    this.arrivals = arrivals;
    this.totals = { ...sumsOf(rows), sites: rows.length, followers: 0, readiness: NOT_KEPT };
  }
}

import type { Checkpoint, Conference } from '#contract/conference.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Schedule } from '#contract/schedule.js';
import { all, api } from '../../shared/api.js';

/**
 * The schedule in the board's header. It is fetched again on its news, and each minute for what changes by
 * time alone.
 */
export class Moment {
  schedule = $state.raw<Schedule | null>(null);
  checkpoints = $state.raw<Checkpoint[]>([]);

  constructor(readonly conference: Conference) {}

  /** Reads schedule and checkpoints; after a failure the known ones stay. */
  async read(): Promise<void> {
    const [schedule, checkpoints] = await Promise.allSettled([
      api.get<Schedule>(pathTo(ROUTES.schedule, this.conference.id)),
      all<Checkpoint>(pathTo(ROUTES.checkpoints, this.conference.id)),
    ]);
    if (schedule.status === 'fulfilled') this.schedule = schedule.value;
    if (checkpoints.status === 'fulfilled') this.checkpoints = checkpoints.value;
  }
  checkpoint(id: string | null): Checkpoint | null {
    return this.checkpoints.find((one) => one.id === id) ?? null;
  }
}

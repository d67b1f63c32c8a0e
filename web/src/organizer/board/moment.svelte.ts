import type { Checkpoint, Conference } from '#contract/conference.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Schedule } from '#contract/schedule.js';
import { all, api } from '../../shared/api.js';

/**
 * What of the schedule the board's header says; it is fetched anew when its news come, and each
 * minute for what time alone changes.
 */
export class Moment {
  schedule = $state.raw<Schedule | null>(null);
  checkpoints = $state.raw<Checkpoint[]>([]);

  constructor(readonly conference: Conference) {}

  /** A header without its session is better than no board: a failure leaves what is known. */
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

import { pathTo, ROUTES } from '#contract/routes.js';
import type { NowAndNext, Schedule } from '#contract/schedule.js';
import { fetchApi } from '../../shared/fetch-api.js';
import type { Pairing } from '../store/rows.js';
import { meta, type Store } from '../store/store.js';
import { Topic } from '../topic.js';

/** Now, next and the materials, stored for when there is no network. */
export class CachedSchedule {
  readonly changed = new Topic();
  constructor(
    private readonly store: Store,
    private readonly pairing: Pairing,
  ) {}

  async fetch(): Promise<void> {
    const { conferenceId, token, deviceId } = this.pairing;
    try {
      const response = await fetchApi(pathTo(ROUTES.schedule, conferenceId), {
        credentials: 'omit',
        headers: { authorization: `Bearer ${token}` },
      });
      const schedule = (await response.json()) as Schedule;
      if (
        !response.ok ||
        !Array.isArray(schedule.sessions) ||
        (await meta(this.store, 'pairing'))?.deviceId !== deviceId
      )
        return;
      await this.save(schedule);
    } catch {
      // No network: the stored schedule is shown, and the next news or visit fetches it.
    }
  }

  /** Applies news to the stored schedule, which alone has the materials of its sessions. */
  async apply({ now, next }: NowAndNext): Promise<void> {
    const schedule = await meta(this.store, 'schedule');
    if (!schedule) return;
    const withMaterials = (id: string | undefined): Schedule['now'] =>
      schedule.sessions.find((session) => session.id === id) ?? null;
    await this.save({ ...schedule, now: withMaterials(now?.id), next: withMaterials(next?.id) });
  }

  private async save(schedule: Schedule): Promise<void> {
    await this.store.put('meta', schedule, 'schedule');
    this.changed.publish();
  }
}

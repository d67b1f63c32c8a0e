import { pathTo, ROUTES } from '#contract/routes.js';
import type { Webhook } from '#contract/webhook.js';
import type { Id } from '#contract/wire.js';
import { all } from '../../shared/api.js';
import type { ConferenceLine } from '../shell/conference-line.js';

/** Webhooks of the open conference that switched themselves off, for a notice on every page. */
class OffWebhooks {
  items = $state.raw<Webhook[]>([]);

  /** Reads them now, and whenever one has changed. Answers a function that stops it. */
  follow(conferenceId: Id, line: ConferenceLine): () => void {
    let isEnded = false;
    const load = async (): Promise<void> => {
      // A failed read keeps the last answer; the page of webhooks says what is wrong.
      const webhooks = await all<Webhook>(`${pathTo(ROUTES.webhooks)}?conferenceId=${conferenceId}`).catch(
        () => null,
      );
      if (webhooks && !isEnded) this.items = webhooks.filter(({ off }) => off && off.reason !== 'hand');
    };
    const ends = [line.on('webhook.changed', () => void load()), line.onResumed(() => void load())];
    void load();
    return () => {
      isEnded = true;
      this.items = [];
      for (const end of ends) end();
    };
  }
}

export const offWebhooks = new OffWebhooks();

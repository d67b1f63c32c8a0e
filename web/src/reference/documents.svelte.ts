import { pathTo, ROUTES } from '#contract/routes.js';
import { fetchApi } from '../shared/fetch-api.js';
import type { HttpDocument, LiveDocument } from './described.js';

/** Both descriptions, as the service that serves this page gives them. */
export class Documents {
  http = $state.raw<HttpDocument | null>(null);
  live = $state.raw<LiveDocument | null>(null);
  hasFailed = $state(false);

  async load(): Promise<void> {
    this.hasFailed = false;
    try {
      const read = async (path: string): Promise<unknown> => {
        const response = await fetchApi(path);
        if (!response.ok) throw new Error(String(response.status));
        return response.json();
      };
      const [http, live] = await Promise.all([read(pathTo(ROUTES.openapi)), read(pathTo(ROUTES.asyncapi))]);
      this.http = http as HttpDocument;
      this.live = live as LiveDocument;
    } catch {
      this.hasFailed = true;
    }
  }
}

import type { ProblemBody } from '#contract/problem.js';
import { ApiFault } from '../../shared/api.js';
import { fetchApi } from '../../shared/fetch-api.js';

/**
 * A file that the service takes a while to write: shows the progress, can be stopped, and says why it failed.
 */
export class Download {
  state = $state<'idle' | 'writing' | 'receiving' | 'done'>('idle');
  received = $state(0);
  name = $state('');
  fault = $state.raw<unknown>(null);
  private stopper: AbortController | null = null;

  get isBusy(): boolean {
    return this.state === 'writing' || this.state === 'receiving';
  }

  /** Fetches the file and lets the browser save it. */
  async start(path: string, name = ''): Promise<void> {
    if (this.isBusy) return;
    this.stopper = new AbortController();
    this.fault = null;
    this.received = 0;
    this.state = 'writing';
    try {
      const answer = await fetchApi(path, { credentials: 'same-origin', signal: this.stopper.signal });
      if (!answer.ok) throw await faultOf(answer);
      this.state = 'receiving';
      this.name = nameIn(answer.headers.get('content-disposition') ?? '') || name;
      save(await this.content(answer), this.name);
      this.state = 'done';
    } catch (raised) {
      this.state = 'idle';
      this.fault = this.stopper.signal.aborted
        ? null
        : raised instanceof ApiFault
          ? raised
          : new ApiFault('network', 0);
    }
  }

  stop(): void {
    this.stopper?.abort();
  }

  private async content(answer: Response): Promise<Blob> {
    const reader = answer.body!.getReader();
    const parts: BlobPart[] = [];
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value as Uint8Array<ArrayBuffer>);
      this.received += part.value.byteLength;
    }
    return new Blob(parts, { type: answer.headers.get('content-type') ?? '' });
  }
}

async function faultOf(answer: Response): Promise<ApiFault> {
  const body = (await answer.json().catch(() => null)) as ProblemBody | null;
  return body?.code ? new ApiFault(body.code, answer.status, body) : new ApiFault('foreign', answer.status);
}

/** `attachment; filename="…"; filename*=UTF-8''…` */
function nameIn(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return encoded === undefined ? '' : decodeURIComponent(encoded);
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser has the content by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

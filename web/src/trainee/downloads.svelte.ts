import type { Material } from '#contract/material.js';
import type { Id } from '#contract/wire.js';

const KEY = 'downloads';

/** Which version of each material was downloaded on this device, so that the page can tell of a newer one. */
class Downloads {
  #versions = $state.raw<Record<Id, number>>(read());

  versionOf({ id }: Pick<Material, 'id'>): number | null {
    return this.#versions[id] ?? null;
  }
  note({ id, version }: Pick<Material, 'id' | 'version'>): void {
    this.#versions = { ...this.#versions, [id]: version };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#versions));
    } catch {
      // a private window may refuse storage; the hint is then missing next time
    }
  }
}
function read(): Record<Id, number> {
  if (import.meta.env.SSR) return {};
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return stored !== null && typeof stored === 'object' ? (stored as Record<Id, number>) : {};
  } catch {
    return {};
  }
}
export const downloads = new Downloads();

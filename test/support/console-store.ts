import type { Page } from 'playwright-core';
import type { Entry, LedgerEntry } from '../../src/contract/attendance.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page as ListPage } from '../../src/contract/wire.js';
import { type Commune, storedOnDevice } from './commune.js';
import { made } from './hall.js';

interface Row {
  deviceSeq: number;
  id: string;
  participantId: string;
  entry: Entry;
}
/** All that a console's store holds, as it lies there. */
export interface ConsoleStore {
  version: number;
  /** The single values, by their names. */
  meta: Record<string, unknown>;
  members: { participantId: string }[];
  states: unknown[];
  checkpoints: unknown[];
  /** Missing before version 2. */
  confirmations?: unknown[];
  outbox: Row[];
  received: Row[];
  refused: Row[];
}

export function storeOf(page: Page): Promise<ConsoleStore> {
  return page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('diemcau-console');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const names = [...db.objectStoreNames];
      const tx = db.transaction(names);
      const all = Object.fromEntries(names.map((name) => [name, tx.objectStore(name).getAll()]));
      const keys = tx.objectStore('meta').getAllKeys();
      tx.oncomplete = () => {
        db.close();
        const stores = Object.fromEntries(names.map((name) => [name, all[name].result]));
        const meta = Object.fromEntries(keys.result.map((key, at) => [key, all.meta.result[at]]));
        resolve({ ...stores, version: db.version, meta });
      };
    };
  })`);
}

/** Every entry that the service has of the conference, in the order in which it came. */
export async function ledgerOf({
  app,
  conference,
}: Pick<Commune, 'app' | 'conference'>): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: ListPage<LedgerEntry> = made(
      await app.organizer.get<ListPage<LedgerEntry>>(
        `${pathTo(ROUTES.ledger, conference.id)}?limit=500${after && `&after=${after}`}`,
      ),
    );
    entries.push(...page.items);
    after = page.next;
  }
  return entries;
}

/**
 * Nothing waits on these consoles, nothing that was made on them is missing, and the service has it
 * all, each once, and nothing else.
 */
export async function expectAllReceived(
  pages: Page[],
  place: Pick<Commune, 'app' | 'conference'>,
): Promise<void> {
  const ids: string[] = [];
  for (const page of pages) {
    const [tally, store] = [await storedOnDevice(page), await storeOf(page)];
    const arrived = tally.received + tally.duplicate;
    expect(tally).toMatchObject({ made: arrived, refused: 0, waiting: 0 });
    expect([store.outbox, store.refused, store.received.length]).toEqual([[], [], arrived]);
    ids.push(...store.received.map(({ id }) => id));
  }
  expect((await ledgerOf(place)).map(({ id }) => id).sort()).toEqual(ids.sort());
}

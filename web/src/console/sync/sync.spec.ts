import fc from 'fast-check';
import { type Fate, FakeService, FATES, MemoryStore } from './fake-service.js';
import { Sync } from './sync.js';

const HOUR = 3_600_000;

/** Runs the sync with a simulated clock until nothing waits, or the steps are used up. */
async function run(
  store: MemoryStore,
  service: FakeService,
  steps: number,
  after: (sync: Sync) => void = () => undefined,
): Promise<Sync> {
  let now = 1_000_000;
  const sync = new Sync(store, service, { now: () => now, random: () => 0.5, changed: () => undefined });
  for (let step = 0; step < steps && (store.outbox.size > 0 || step === 0); step += 1) {
    const wait = await sync.step();
    after(sync);
    if (wait === null) break;
    now += Math.max(1, wait);
  }
  return sync;
}
function storeWith(count: number): MemoryStore {
  const store = new MemoryStore();
  for (let n = 0; n < count; n += 1) store.make(`e${n}`);
  return store;
}

describe('sync', () => {
  it('R7: made = received + duplicate + refused + waiting whatever is answered, and all arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Fate>(...FATES), { maxLength: 40 }),
        fc.integer({ min: 1, max: 450 }),
        async (fates, count) => {
          const store = storeWith(count);
          const service = new FakeService((nth) => fates[nth] ?? 'good');
          await run(store, service, 5_000, () => expect(store.unaccounted()).toBe(0));
          expect(store.outbox.size).toBe(0);
          expect(store.tally.received + store.tally.duplicate).toBe(count);
          expect(service.stored.size).toBe(count);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(FATES.filter((fate) => !['good', 'partly'].includes(fate)))(
    'keeps every entry when the only answer there is, again and again, is %s',
    async (fate) => {
      const store = storeWith(7);
      await run(store, new FakeService(() => fate), 60);
      expect(store.outbox.size).toBe(7);
      expect(store.unaccounted()).toBe(0);
      expect(store.ended).toBeNull();
    },
  );

  it('lets no poisoned entry hold up the others, and keeps it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 299 }), { minLength: 1, maxLength: 4 }),
        async (bad) => {
          const store = storeWith(300);
          const poison = new Set(bad.map((n) => `e${n}`));
          const sync = await run(store, new FakeService(() => 'good', new Set(), poison), 400);
          expect(new Set(store.outbox.keys())).toEqual(poison);
          expect(new Set(sync.state.deferred.keys())).toEqual(poison);
          expect(store.tally.received).toBe(300 - bad.length);
          expect(sync.state.link.kind).toBe('connected');
        },
      ),
      { numRuns: 20 },
    );
  });

  it('moves refused entries out of the outbox by their receipts, and sends the others', async () => {
    const store = storeWith(10);
    await run(store, new FakeService(() => 'good', new Set(['e3', 'e4'])), 50);
    expect(store.tally).toEqual({ made: 10, received: 8, duplicate: 0, refused: 2 });
  });

  it('sends the oldest first, 200 at most', async () => {
    const store = storeWith(450);
    const service = new FakeService(() => 'good');
    await run(store, service, 50);
    expect(service.batches.map((batch) => [batch.length, batch[0]])).toEqual([
      [200, 'e0'],
      [200, 'e200'],
      [50, 'e400'],
    ]);
  });

  it('removes the roster when the sign-in has ended, keeps unsent entries, and sends no more', async () => {
    const store = storeWith(3);
    store.seq = 5;
    const service = new FakeService(() => 'good');
    service.send = async (entries) => {
      service.batches.push(entries.map((entry) => entry.id));
      return { kind: 'problem', status: 401, code: 'auth.ended', detail: '', retryAfterMs: null };
    };
    const sync = await run(store, service, 20);
    expect(sync.state.link).toEqual({ kind: 'ended', why: 'revoked' });
    expect(store.ended).toBe('revoked');
    expect(store.outbox.size).toBe(3);
    expect(await sync.step()).toBeNull();
    expect(service.batches).toHaveLength(1);
  });

  it.each<[string, (nth: number) => Fate]>([
    ['after an answer', () => 'good'],
    ['while the line is lost', (nth) => (nth < 3 ? 'silence' : 'good')],
    ['while the service asks for patience', (nth) => (nth < 3 ? '429' : 'good')],
    ['while an entry is deferred', (nth) => (nth < 3 ? '400' : 'good')],
  ])('is not put off when the clock is set back by hours %s (R9)', async (_name, fate) => {
    const store = storeWith(1);
    let clock = 10 * HOUR;
    let waited = 0;
    const sync = new Sync(store, new FakeService(fate), {
      now: () => clock,
      random: () => 0.5,
      changed: () => undefined,
    });
    for (let step = 0; step < 40; step += 1) {
      if (step % 8 === 2) clock -= HOUR;
      if (step < 12) store.make(`later${step}`);
      const wait = (await sync.step())!;
      clock += wait;
      waited += wait;
    }
    expect(store.outbox.size).toBe(0);
    expect(waited).toBeLessThan(HOUR / 2);
  });

  it('measures the clock again as soon as it was set back', async () => {
    const store = new MemoryStore();
    const offsets: number[] = [];
    store.apply = async (_roster, _since, offset) => void offsets.push(offset);
    let clock = 10 * HOUR;
    const sync = new Sync(store, new FakeService(() => 'good'), {
      now: () => clock,
      random: () => 0.5,
      changed: () => undefined,
    });
    await sync.step();
    clock -= HOUR;
    await sync.step();
    expect(offsets).toHaveLength(2);
  });

  it('measures the clock against the service when it fetches the roster', async () => {
    const store = new MemoryStore();
    const offsets: number[] = [];
    store.apply = async (_roster, _since, offset) => void offsets.push(offset);
    await run(store, new FakeService(() => 'good'), 1);
    expect(offsets).toEqual([0]);
  });
});

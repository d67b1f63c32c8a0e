import type { Entry } from '#contract/attendance.js';
import fc from 'fast-check';
import type { RawAnswer, SendAnswer } from './answer.rules.js';
import { HandIn, type HandInStore, readQuarantineAnswer } from './hand-in.js';

const raw = (status: number, body: unknown, contentType = 'application/json'): RawAnswer => ({
  status,
  contentType,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfter: null,
});
const problem = (status: number, code: string): RawAnswer =>
  raw(status, { type: `urn:diemcau:problem:${code}`, code, detail: code, status });
const FATES = [
  'good',
  'lost',
  'partly',
  'silence',
  '400',
  '403',
  '409',
  '413',
  '429',
  '500',
  '502',
  '503',
  'portal',
  '401-portal',
] as const;
type Fate = (typeof FATES)[number];
const PLAIN: Partial<Record<Fate, RawAnswer>> = {
  '400': problem(400, 'request.invalid'),
  '403': problem(403, 'auth.forbidden'),
  '409': problem(409, 'quarantine.full'),
  '413': problem(413, 'request.too-large'),
  '429': problem(429, 'rate.limited'),
  '500': problem(500, 'server.failed'),
  '502': raw(502, '<h1>Bad Gateway</h1>', 'text/html'),
  '503': problem(503, 'server.busy'),
  portal: raw(200, { ok: true }),
  '401-portal': raw(401, '<html>', 'text/html'),
};

class Quarantine implements HandInStore {
  readonly outbox = new Map<string, { id: string; entry: Entry }>();
  readonly stored = new Set<string>();
  readonly batches: number[] = [];
  now = 1_000_000;
  constructor(
    private readonly count: number,
    private readonly fate: (nth: number) => Fate = () => 'good',
    private readonly poison: ReadonlySet<string> = new Set(),
  ) {
    for (let n = 0; n < count; n += 1)
      this.outbox.set(`e${n}`, { id: `e${n}`, entry: { id: `e${n}` } as Entry });
  }
  async waiting() {
    return [...this.outbox.values()];
  }
  async removeAcknowledged(receipts: { id: string }[]): Promise<void> {
    for (const { id } of receipts) this.outbox.delete(id);
  }
  async answer(entries: Entry[]): Promise<SendAnswer> {
    const fate = this.fate(this.batches.push(entries.length) - 1);
    if (fate === 'silence') return { kind: 'none' };
    const plain = entries.some(({ id }) => this.poison.has(id)) ? PLAIN['400'] : PLAIN[fate];
    if (plain) return readQuarantineAnswer(plain);
    const receipts = entries.map(({ id }) => {
      const outcome = this.stored.has(id) ? 'duplicate' : 'quarantined';
      this.stored.add(id);
      return { id, outcome };
    });
    if (fate === 'lost') return { kind: 'none' };
    return readQuarantineAnswer(
      raw(200, {
        receipts: fate === 'partly' ? receipts.slice(0, Math.ceil(receipts.length / 2)) : receipts,
      }),
    );
  }
  job(): HandIn {
    return new HandIn(this, {
      send: (entries) => this.answer(entries),
      now: () => this.now,
      random: () => 0.5,
    });
  }
  async run(job: HandIn, steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      const wait = await job.step();
      // Nothing leaves that the service does not hold.
      const lost = Array.from({ length: this.count }, (_, n) => `e${n}`).filter(
        (id) => !this.outbox.has(id) && !this.stored.has(id),
      );
      expect(lost).toEqual([]);
      if (wait === null) return;
      expect(Number.isFinite(wait)).toBe(true);
      this.now += Math.max(1, wait);
    }
  }
}

describe('handing in', () => {
  it('keeps every entry here or with the organizers whatever is answered, and hands in all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Fate>(...FATES), { maxLength: 30 }),
        fc.integer({ min: 1, max: 450 }),
        async (fates, count) => {
          const quarantine = new Quarantine(count, (nth) => fates[nth] ?? 'good');
          const job = quarantine.job();
          await quarantine.run(job, 3_000);
          expect([quarantine.outbox.size, quarantine.stored.size, job.state]).toEqual([0, count, 'done']);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('sends 200 at most at once, oldest first', async () => {
    const quarantine = new Quarantine(450);
    await quarantine.run(quarantine.job(), 10);
    expect(quarantine.batches).toEqual([200, 200, 50]);
  });

  it.each(FATES.filter((fate) => !['good', 'partly'].includes(fate)))(
    'keeps every entry when all that ever comes is %s',
    async (fate) => {
      const quarantine = new Quarantine(7, () => fate);
      const job = quarantine.job();
      await quarantine.run(job, 40);
      expect(quarantine.outbox.size).toBe(7);
      expect(job.state).not.toBe('done');
    },
  );

  it('does not let a refused entry hold up the others', async () => {
    const quarantine = new Quarantine(50, () => 'good', new Set(['e7']));
    await quarantine.run(quarantine.job(), 100);
    expect([...quarantine.outbox.keys()]).toEqual(['e7']);
  });

  it('stops, and keeps everything, when the service no longer knows the token', async () => {
    const quarantine = new Quarantine(3);
    quarantine.answer = async () => readQuarantineAnswer(problem(401, 'auth.ended'));
    const job = quarantine.job();
    expect(await job.step()).toBeNull();
    expect([job.state, quarantine.outbox.size]).toEqual(['closed', 3]);
    job.wake();
    expect(await job.step()).toBeNull();
  });

  it('says that the connection is lost, and goes on at once when it may be back', async () => {
    const quarantine = new Quarantine(3, (nth) => (nth === 0 ? 'silence' : 'good'));
    const job = quarantine.job();
    expect(await job.step()).toBeGreaterThan(0);
    expect(job.state).toBe('lost');
    job.wake();
    quarantine.now += 1_000;
    await job.step();
    expect(await job.step()).toBeNull();
    expect(job.state).toBe('done');
  });

  it('is not put off when the clock is set back by hours', async () => {
    const quarantine = new Quarantine(3, (nth) => (nth < 2 ? 'silence' : 'good'));
    quarantine.now = 36_000_000;
    const job = quarantine.job();
    for (let tries = 0; tries < 2; tries += 1) {
      expect(await job.step()).toBeGreaterThan(0);
      quarantine.now -= 3_600_000;
      expect(await job.step()).toBeLessThan(60_000);
      quarantine.now += 60_000;
    }
    await job.step();
    expect([quarantine.outbox.size, job.state]).toEqual([0, 'done']);
  });

  it.each([
    { receipts: 'e0' },
    {},
    { receipts: [{ id: 'e0', outcome: 'accepted' }, { outcome: 'quarantined' }, null] },
  ])('takes nothing out for %j', async (body) => {
    const quarantine = new Quarantine(1);
    quarantine.answer = async () => readQuarantineAnswer(raw(200, body));
    await quarantine.run(quarantine.job(), 5);
    expect(quarantine.outbox.size).toBe(1);
  });
});

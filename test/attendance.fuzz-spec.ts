import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AttendanceReply, Entry, LedgerEntry } from '../src/contract/attendance.js';
import type { Checkpoint } from '../src/contract/conference.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { type Fact, type Standing, standing } from '../src/contract/standing.js';
import type { Page } from '../src/contract/wire.js';
import {
  DECIDING,
  STANDING,
  type StandingRow,
  standingOf,
} from '../src/attendance/ledger/attendance.presenter.js';
import { Reader } from '../src/platform/database/reader.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, present } from './support/hall.js';

const DEVICES = 5;
const ENTRIES = 40;
const WALK_INS = 2;

let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 3, people: 4 });
});
afterAll(() => app.stop());

const post = async (siteId: string, entries: Entry[], deviceId?: string): Promise<AttendanceReply> =>
  made(await app.organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), { deviceId, entries }));
async function rows(checkpointId: string): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (let after = ''; ;) {
    const { items, next } = made(
      await app.organizer.get<Page<LedgerEntry>>(
        `${pathTo(ROUTES.ledger, hall.conference.id)}?checkpointId=${checkpointId}&limit=500${after}`,
      ),
    );
    entries.push(...items);
    if (next === null) return entries;
    after = `&after=${next}`;
  }
}
const states = async (checkpointId: string): Promise<Map<string, Standing>> =>
  new Map(
    (
      await app.app
        .get(Reader)
        .query<StandingRow>(
          `SELECT ${STANDING} FROM "attendance_state" s ${DECIDING} WHERE s."checkpointId" = $1`,
          [checkpointId],
        )
    ).map((row) => [row.participantId, standingOf(row)]),
  );

/**
 * What one device did: at one site, with a clock that is off and may jump, counted or not, of
 * anybody, undoing whatever it made.
 */
interface Device {
  deviceId: string;
  siteId: string;
  /** Its clock is hours fast and nobody knows it: its entries count as of their arrival. */
  isAhead: boolean;
  entries: Entry[];
}
const anyDevice = (checkpointId: string, everybody: string[], walkIns: string[]): fc.Arbitrary<Device> =>
  fc
    .record({
      deviceId: fc.uuid(),
      site: fc.nat(hall.sites.length - 1),
      counts: fc.boolean(),
      offBy: fc.constantFrom(0, -180, 3 * 24 * 60, 2 * 365 * 24 * 60),
      isAhead: fc.integer({ min: 0, max: 5 }).map((lot) => lot === 0),
      acts: fc.array(
        fc.record({
          id: fc.uuid(),
          kind: fc.constantFrom('present', 'present', 'absent', 'left', 'undo'),
          who: fc.nat(everybody.length + WALK_INS - 1),
          mode: fc.constantFrom('in_person', 'online'),
          minute: fc.nat(30),
          target: fc.nat(ENTRIES - 1),
        }),
        { minLength: ENTRIES, maxLength: ENTRIES },
      ),
    })
    .map(({ deviceId, site, counts, offBy, isAhead, acts }) => ({
      deviceId,
      isAhead,
      siteId: hall.sites[site]!.id,
      entries: acts.map(({ id, kind, who, mode, minute, target }, at) => ({
        id,
        checkpointId,
        kind: kind as Entry['kind'],
        method: 'roll_call',
        recordedAt: new Date(
          isAhead ? Date.now() + (600 + minute) * 60_000 : Date.UTC(2026, 10, 22, 1, minute + offBy),
        ).toISOString(),
        ...(offBy === 0 || isAhead ? {} : { clockOffset: offBy * 60_000 }),
        ...(counts ? { deviceSeq: at + 1 } : {}),
        ...(kind === 'undo'
          ? { undoes: acts[target]!.id }
          : { participantId: [...everybody, ...walkIns][who]! }),
        ...(kind === 'present' ? { mode: mode as Entry['mode'] } : {}),
      })),
    }));

/** Cuts into batches; several carry the same entries again. */
const delivery = (
  devices: Device[],
): fc.Arbitrary<{ siteId: string; deviceId: string; entries: Entry[] }[]> =>
  fc
    .tuple(
      ...devices.map((device) =>
        fc
          .tuple(
            fc.shuffledSubarray([...device.entries, ...device.entries], {
              minLength: ENTRIES,
              maxLength: ENTRIES * 2,
            }),
            fc.integer({ min: 1, max: 23 }),
          )
          .map(([sent, size]) => cut(device, complete(sent, device.entries), size)),
      ),
    )
    .chain((batches) => fc.shuffledSubarray(batches.flat(), { minLength: batches.flat().length }));
/** Every entry at least once. */
const complete = (sent: Entry[], all: Entry[]): Entry[] => [
  ...sent,
  ...all.filter((entry) => !sent.includes(entry)),
];
const cut = ({ siteId, deviceId }: Device, entries: Entry[], size: number) =>
  Array.from({ length: Math.ceil(entries.length / size) }, (_, at) => ({
    siteId,
    deviceId,
    entries: entries.slice(at * size, (at + 1) * size),
  }));

const factsAbout = (ledger: LedgerEntry[], participantId: string): Fact[] => {
  const own = ledger.filter((entry) => entry.kind !== 'undo' && entry.participantId === participantId);
  return [
    ...own,
    ...ledger.filter(({ kind, undoes }) => kind === 'undo' && own.some(({ id }) => id === undoes)),
  ];
};

it('reaches the same states however deliveries are ordered, repeated, split or mixed (R6)', async () => {
  const people = hall.people.flat().map(({ id }) => id);
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.uuid()), fc.noBias(fc.integer()), async (ids, seed) => {
      const { id: checkpointId } = made(
        await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), { name: 'Mốc' }),
      );
      const walkIns = Array.from({ length: WALK_INS }, () =>
        present(checkpointId, ids.next().value!, {
          participantId: undefined,
          walkIn: { fullName: 'Khách' },
          recordedAt: '2026-11-22T00:00:00.000Z',
        }),
      );
      await post(hall.sites[0]!.id, walkIns);
      const devices = fc.sample(
        fc.tuple(
          ...Array.from({ length: DEVICES }, () =>
            anyDevice(
              checkpointId,
              people,
              walkIns.map(({ id }) => id),
            ),
          ),
        ),
        { numRuns: 1, seed },
      )[0]!;
      const batches = fc.sample(delivery(devices), { numRuns: 1, seed })[0]!;
      const replies = await Promise.all(
        batches.map(({ siteId, deviceId, entries }) => post(siteId, entries, deviceId)),
      );

      const receipts = replies.flatMap((reply) => reply.receipts);
      const ledger = await rows(checkpointId);
      expect(receipts.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
      expect(receipts.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(DEVICES * ENTRIES);
      expect(ledger.map(({ id }) => id).sort()).toEqual(
        [...walkIns, ...devices.flatMap(({ entries }) => entries)].map(({ id }) => id).sort(),
      );

      const stored = await states(checkpointId);
      for (const participantId of [...people, ...walkIns.map(({ id }) => id)]) {
        expect({ participantId, ...stored.get(participantId) }).toEqual({
          participantId,
          ...(stored.has(participantId) ? standing(factsAbout(ledger, participantId)) : {}),
        });
        // The same for whoever reads the ledger backwards and twice.
        if (stored.has(participantId))
          expect(stored.get(participantId)).toEqual(
            standing([...factsAbout(ledger, participantId)].reverse().flatMap((fact) => [fact, fact])),
          );
        if (!stored.has(participantId)) expect(factsAbout(ledger, participantId)).toEqual([]);
      }
      if (devices.some(({ isAhead }) => isAhead)) return;
      // The same from what the devices made, without asking what the server made of it.
      const received = new Date().toISOString();
      const sent = devices.flatMap(({ deviceId, siteId, entries }) =>
        entries.map(
          (entry) =>
            ({
              ...entry,
              siteId,
              deviceId,
              participantId: entry.participantId ?? null,
              mode: entry.mode ?? null,
              reason: null,
              substituteFor: null,
              undoes: entry.undoes ?? null,
              deviceSeq: entry.deviceSeq ?? null,
              clockOffset: entry.clockOffset ?? null,
              receivedAt: received,
            }) as LedgerEntry,
        ),
      );
      for (const participantId of people)
        expect(stored.get(participantId)?.state ?? 'unmarked').toBe(
          standing(factsAbout(sent, participantId)).state,
        );
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 4), endOnFailure: true },
  );
}, 120_000);

it('keeps one row of 50 parallel posts of one entry: one accepted, 49 duplicate (R6)', async () => {
  const entry = present(hall.checkpoint.id, hall.people[0]![0]!.id);
  const replies = await Promise.all(Array.from({ length: 50 }, () => post(hall.sites[0]!.id, [entry])));
  const outcomes = replies.map(({ receipts }) => receipts[0]!.outcome).sort();
  expect(outcomes).toEqual(['accepted', ...Array.from({ length: 49 }, () => 'duplicate')]);
  expect((await rows(hall.checkpoint.id)).filter(({ id }) => id === entry.id)).toHaveLength(1);
});

it('keeps one of two contents sent under one id at once, and refuses the other', async () => {
  const entry = present(hall.checkpoint.id, hall.people[0]![1]!.id);
  const replies = await Promise.all(
    [entry, { ...entry, kind: 'absent' as const }].map((sent) => post(hall.sites[0]!.id, [sent])),
  );
  expect(replies.map(({ receipts }) => receipts[0]!.outcome).sort()).toEqual(['accepted', 'refused']);
});

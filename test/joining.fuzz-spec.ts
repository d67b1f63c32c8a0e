import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  DECIDING,
  STANDING,
  type StandingRow,
  standingOf,
} from '../src/attendance/ledger/attendance.presenter.js';
import { TallyService } from '../src/attendance/ledger/tally.service.js';
import type { Entry, LedgerEntry } from '../src/contract/attendance.js';
import type { Checkpoint } from '../src/contract/conference.js';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { standing, UNMARKED, type Standing } from '../src/contract/standing.js';
import type { Page } from '../src/contract/wire.js';
import { Reader } from '../src/platform/database/reader.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, present } from './support/hall.js';

const ACTS = 40;
/** Requests under way together. */
const AT_ONCE = 8;

let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 2, people: 1 });
});
afterAll(() => app.stop());

/**
 * Of two people and two walk-ins: an entry about one of them, an undo of the `nth` entry, a walk-in
 * joined with a person, or parted.
 */
const anAct = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('present', 'absent', 'left'),
      id: fc.uuid(),
      who: fc.nat(3),
      site: fc.nat(1),
      minute: fc.nat(30),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('undo'),
      id: fc.uuid(),
      nth: fc.nat(ACTS - 1),
      minute: fc.nat(30),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join'), walkIn: fc.nat(1), person: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('part'), walkIn: fc.nat(1) }) },
);

const post = (siteId: string, entry: Entry) =>
  app.organizer.post(pathTo(ROUTES.attendance, siteId), { entries: [entry] }).then(made);
const ledgerOf = async (checkpointId: string): Promise<LedgerEntry[]> =>
  made(
    await app.organizer.get<Page<LedgerEntry>>(
      `${pathTo(ROUTES.ledger, hall.conference.id)}?checkpointId=${checkpointId}&limit=500`,
    ),
  ).items;
const statesAt = async (checkpointId: string): Promise<Map<string, Standing>> =>
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

it('ends with the standing of both persons’ entries, in any order of entries, undos and merges', async () => {
  const people = hall.people.flat().map(({ id }) => id);
  await fc.assert(
    fc.asyncProperty(
      fc.array(anAct, { minLength: ACTS, maxLength: ACTS }),
      fc.tuple(fc.uuid(), fc.uuid()),
      async (acts, walkIns) => {
        const { id: checkpointId } = made(
          await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), {
            name: 'Mốc',
          }),
        );
        const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
        for (const id of walkIns)
          await post(
            hall.sites[0]!.id,
            present(checkpointId, '', {
              id,
              participantId: undefined,
              walkIn: { fullName: 'Khách' },
              recordedAt: at(0),
            }),
          );
        const everybody = [...people, ...walkIns];
        const entries = acts.flatMap((act) =>
          'who' in act ? [{ siteId: hall.sites[act.site]!.id, id: act.id }] : [],
        );
        const perform = async (act: (typeof acts)[number]): Promise<void> => {
          if ('who' in act)
            await post(
              hall.sites[act.site]!.id,
              present(checkpointId, everybody[act.who]!, {
                id: act.id,
                kind: act.kind as Entry['kind'],
                recordedAt: at(act.minute),
              }),
            );
          else if ('nth' in act) {
            const target = entries[act.nth % Math.max(1, entries.length)];
            if (target)
              await post(target.siteId, {
                // An undo counts wherever it says to be.
                ...present(act.minute % 2 ? checkpointId : hall.checkpoint.id, '', {
                  id: act.id,
                  recordedAt: at(act.minute),
                }),
                participantId: undefined,
                kind: 'undo',
                undoes: target.id,
              });
          } else if ('person' in act)
            await app.organizer.post(pathTo(ROUTES.join, walkIns[act.walkIn]!), {
              participantId: people[act.person]!,
            });
          else await app.organizer.delete(pathTo(ROUTES.join, walkIns[act.walkIn]!));
        };
        for (let from = 0; from < ACTS; from += AT_ONCE)
          await Promise.all(acts.slice(from, from + AT_ONCE).map(perform));

        const joinedTo = new Map<string, string | null>();
        for (const id of walkIns)
          joinedTo.set(
            id,
            made(await app.organizer.get<Participant>(pathTo(ROUTES.participant, id))).joinedTo,
          );
        const ledger = [...(await ledgerOf(checkpointId)), ...(await ledgerOf(hall.checkpoint.id))];
        const states = await statesAt(checkpointId);
        let counted = 0;
        for (const id of everybody) {
          const ids = new Set([id, ...walkIns.filter((walkIn) => joinedTo.get(walkIn) === id)]);
          const own = ledger.filter((entry) => entry.kind !== 'undo' && ids.has(entry.participantId!));
          const undos = ledger.filter(
            ({ kind, undoes }) => kind === 'undo' && own.some((entry) => entry.id === undoes),
          );
          const expected = joinedTo.get(id) ? UNMARKED : standing([...own, ...undos]);
          expect({ id, ...(states.get(id) ?? UNMARKED) }).toEqual({ id, ...expected });
          if (!joinedTo.get(id) && (expected.state === 'in_person' || expected.state === 'online'))
            counted += 1;
        }
        const { sites } = await app.app.get(TallyService).read(hall.conference.id, checkpointId);
        expect(
          [...sites.values()].reduce(
            (sum, { counts, outside }) =>
              sum + counts.inPerson + counts.online + outside.inPerson + outside.online,
            0,
          ),
        ).toBe(counted);
        for (const id of walkIns) await app.organizer.delete(pathTo(ROUTES.join, id));
      },
    ),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 6), endOnFailure: true },
  );
}, 120_000);

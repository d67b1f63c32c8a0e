import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Conference } from '../src/contract/conference.js';
import { COPY_PARTS, type ConferenceCopy } from '../src/contract/conference-copy.js';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { type CopyRun, CopySteps } from '../src/conferences/copy/copy-steps.service.js';
import { MaterialFiles } from '../src/materials/material-files.js';
import { ParticipantRepository } from '../src/participants/participant.repository.js';
import { Databases } from '../src/platform/database/databases.js';
import { Problem } from '../src/platform/http/problem.js';
import { startTestApp, type TestApp } from './support/app.js';
import { begun, copied, ended, wish } from './support/copies.js';
import { expectProblem } from './support/expect-problem.js';
import { fullDay } from './support/full-day.js';
import { made, makeHall } from './support/hall.js';
import type { Place } from './support/two-conferences.js';

let app: TestApp;
let day: Place;
/** What the last step of every copy does. */
let last: (run: CopyRun) => Promise<void>;
const nothing = async (): Promise<void> => {};

function addLastStep(): void {
  last = nothing;
  app.app.get(CopySteps).add({
    part: 'broadcast',
    count: async () => 1,
    copy: (run) => last(run),
    remove: nothing,
  });
}
beforeAll(async () => {
  app = await startTestApp();
  addLastStep();
  day = await fullDay(app, 'lop-mot');
});
afterAll(() => app.stop());

const ask = async <T>(sql: string): Promise<T[]> => app.app.get(Databases).reader.query(sql);
/** Everything that a copy could have left behind. */
const left = async (): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const table of [
    'conference',
    'site',
    'participant',
    'session_item',
    'checkpoint',
    'material',
    'unit_merge',
  ])
    counts[table] = Number((await ask<{ n: number }>(`SELECT COUNT(*) AS n FROM "${table}"`))[0]!.n);
  return { ...counts, files: readdirSync(join(app.dataDir, 'materials')).length };
};
const slugs = async (): Promise<string[]> =>
  made(await app.organizer.get<Page<Conference>>(`${pathTo(ROUTES.conferences)}?limit=500`)).items.map(
    ({ slug }) => slug,
  );
/** Waits until what failed has been taken away. */
async function tidy(expected: unknown): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (JSON.stringify(await left()) === JSON.stringify(expected)) return;
    await pause(25);
  }
  expect(await left()).toEqual(expected);
}

describe('a copy that does not become whole', () => {
  it('leaves nothing behind when its last step is refused, and frees the address', async () => {
    const before = await left();
    last = () => Promise.reject(new Problem('server.storage'));
    const body = wish({ parts: [...COPY_PARTS] });
    await begun(app.organizer, day.conference, body);
    expect(await ended(app.organizer, body.id)).toMatchObject({
      state: 'failed',
      code: 'server.storage',
      conference: null,
    });
    await tidy(before);
    expect(await slugs()).not.toContain(body.slug);
    last = nothing;
    const again = await copied(app.organizer, day.conference, { slug: body.slug });
    expect([again.state, again.conference!.slug]).toEqual(['done', body.slug]);
  });

  it('says that the service failed when a step breaks', async () => {
    const before = await left();
    last = () => Promise.reject(new Error('broken'));
    expect(await copied(app.organizer, day.conference, { parts: [...COPY_PARTS] })).toMatchObject({
      state: 'failed',
      code: 'server.failed',
    });
    await tidy(before);
    last = nothing;
  });

  it('leaves no file when the service ends after the rows are gone and before the files are', async () => {
    const before = await left();
    app.app.get(MaterialFiles, { strict: false }).remove = () => Promise.reject(new Error('killed here'));
    last = () => Promise.reject(new Problem('server.storage'));
    expect((await copied(app.organizer, day.conference, { parts: [...COPY_PARTS] })).state).toBe('failed');
    const rows = async (): Promise<number> => (await left()).material!;
    while ((await rows()) > before.material!) await pause(10);
    expect((await left()).files).toBe(before.files! + 1);
    app = await app.restart();
    addLastStep();
    await tidy(before);
  });

  it('is refused by a day that leaves the calendar', async () => {
    const before = await left();
    const path = pathTo(ROUTES.copies, day.conference);
    made(
      await app.organizer.patch(pathTo(ROUTES.checkpoint, day.checkpoint), {
        opensAt: '1950-01-01T00:00:00.000Z',
      }),
    );
    const copy = await copied(app.organizer, day.conference, { startsOn: '1910-01-01' });
    expect([copy.state, copy.code]).toEqual(['failed', 'copy.day-out-of-range']);
    await tidy(before);
    const far = { startsOn: '2026-11-22', endsOn: '2026-11-30' };
    const { slug } = wish();
    const long = made(
      await app.organizer.post<Conference>(pathTo(ROUTES.conferences), { slug, title: 'Dài ngày', ...far }),
    );
    const tooLate = wish({ startsOn: '9998-12-30' });
    expectProblem(
      await app.organizer.post(pathTo(ROUTES.copies, long.id), tooLate),
      422,
      'copy.day-out-of-range',
    );
    expect((await app.organizer.get(path)).status).toBe(200);
  });
});

describe('while it is made', () => {
  it('is hidden, keeps its address, and counts how far it is', async () => {
    let goOn = nothing as () => void;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    last = () => held;
    const body = wish({ parts: [...COPY_PARTS] });
    await begun(app.organizer, day.conference, body);
    const path = pathTo(ROUTES.copy, body.id);
    let copy: ConferenceCopy;
    do copy = made(await app.organizer.get<ConferenceCopy>(path));
    while (copy.done < 16);
    expect(copy).toMatchObject({ state: 'copying', of: 17, conference: null, finishedAt: null });
    expectProblem(await app.organizer.get(pathTo(ROUTES.conference, body.slug)), 404, 'conference.not-found');
    expect(await slugs()).not.toContain(body.slug);
    expectProblem(
      await app.organizer.post(pathTo(ROUTES.conferences), {
        slug: body.slug,
        title: 'X',
        startsOn: '2026-11-22',
        endsOn: '2026-11-22',
      }),
      409,
      'conference.slug-taken',
    );
    goOn();
    expect((await ended(app.organizer, body.id)).conference!.slug).toBe(body.slug);
    last = nothing;
  });

  it('takes people once who move meanwhile, wherever they were when their roster was read', async () => {
    const hall = await makeHall(app.organizer, { sites: 20, people: 2 });
    const [early, late] = [hall.sites[0]!, hall.sites.at(-1)!];
    const [leaves, comes] = [hall.people[0]![0]!, hall.people.at(-1)![0]!];
    const store = app.app.get(ParticipantRepository, { strict: false });
    const select = store.select.bind(store);
    let hasMoved = false;
    store.select = async (where, values, ...more) => {
      if (!hasMoved && where.includes('"seq"') && values[0] === late.id) {
        hasMoved = true;
        made(await app.organizer.patch(pathTo(ROUTES.participant, leaves.id), { siteId: late.id }));
        made(await app.organizer.patch(pathTo(ROUTES.participant, comes.id), { siteId: early.id }));
      }
      return select(where, values, ...more);
    };
    const { conference } = await copied(app.organizer, hall.conference.id);
    store.select = select;
    expect(hasMoved).toBe(true);
    const rosters = async (id: string): Promise<string[]> => {
      const { items: sites } = made(await app.organizer.get<Page<Site>>(pathTo(ROUTES.sites, id)));
      const codes = new Map(sites.map((site) => [site.id, site.code]));
      const { items } = made(await app.organizer.get<Page<Participant>>(pathTo(ROUTES.participants, id)));
      return items.map(({ siteId, fullName }) => `${codes.get(siteId)} ${fullName}`).sort();
    };
    const source = await rosters(hall.conference.id);
    expect(source).toContain(`${early.code} ${comes.fullName}`);
    expect(await rosters(conference!.id)).toEqual(source);
  });

  it('a service that is stopped takes away at its next start what it had copied', async () => {
    const before = await left();
    last = async (run) => {
      for (;;) await run.write(0, nothing).then(() => pause(5));
    };
    const body = wish({ parts: [...COPY_PARTS] });
    await begun(app.organizer, day.conference, body);
    while (made(await app.organizer.get<ConferenceCopy>(pathTo(ROUTES.copy, body.id))).done < 16)
      await pause(5);
    app = await app.restart();
    addLastStep();
    expect(await ended(app.organizer, body.id)).toMatchObject({ state: 'failed', code: 'copy.interrupted' });
    await tidy(before);
    expect((await copied(app.organizer, day.conference, { slug: body.slug })).state).toBe('done');
  });
});

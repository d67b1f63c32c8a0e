import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Participant } from '../src/contract/participant.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { UnitMerge, UnitName } from '../src/contract/unit-name.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { type Hall, made, makeHall } from './support/hall.js';

let app: TestApp;
let hall: Hall;
beforeAll(async () => void (app = await startTestApp()));
beforeEach(async () => {
  hall = await makeHall(app.organizer, { sites: 1, people: 0 });
  for (const unit of [
    'Sở Văn hóa',
    'Sở Văn hoá',
    'SỞ VĂN HOÁ.',
    'Sở Văn hoá',
    'UBND xã Tân Sơn',
    'Xã Tân Sơn',
    'Xã Tân Sơn',
  ])
    await addPerson(unit);
});
afterAll(() => app.stop());

const addPerson = async (unit: string | null): Promise<Participant> => {
  const body = { siteId: hall.sites[0]!.id, fullName: 'Đỗ Thị Hường', unit };
  return made(await app.organizer.post<Participant>(pathTo(ROUTES.participants, hall.conference.id), body));
};
const importPerson = async (unit: string): Promise<void> => {
  const file = {
    name: 'a.csv',
    content: `fullName,unit,siteCode\nBùi Văn An,${unit},${hall.sites[0]!.code}\n`,
  };
  made(await app.organizer.upload(pathTo(ROUTES.participantImport, hall.conference.id), file));
};
const refusal = ({ status, body }: { status: number; body: unknown }): [number, string] => [
  status,
  (body as ProblemBody).code,
];
const units = async (query = ''): Promise<Page<UnitName>> =>
  made(await app.organizer.get<Page<UnitName>>(pathTo(ROUTES.unitNames, hall.conference.id) + query));
const merge = (name: string, into: string): Promise<Answer<UnitMerge>> =>
  app.organizer.post<UnitMerge>(pathTo(ROUTES.unitMerges, hall.conference.id), { name, into });
/** The first cells of the report by unit: the unit and how many sites it is at; then the people expected. */
const byUnit = async (): Promise<string[]> => {
  const path = `${pathTo(ROUTES.reportCsv, hall.conference.id)}?by=unit&separator=comma`;
  const lines = String((await app.organizer.get<string>(path)).body)
    .replace('\ufeff', '')
    .trim()
    .split('\r\n');
  return lines.slice(1).map((line) => line.split(',').slice(0, 3).join(' · '));
};

describe('people by unit', () => {
  test('one unit that is spelt in several ways is one line, by its commonest spelling', async () => {
    expect(await byUnit()).toEqual([
      'Sở Văn hoá · 1 · 4',
      'UBND xã Tân Sơn · 1 · 1',
      'Xã Tân Sơn · 1 · 2',
      'Tổng cộng · 1 · 7',
    ]);
    expect(
      (await units()).items.map(({ name, people, spellings }) => [name, people, spellings.length]),
    ).toEqual([
      ['Sở Văn hoá', 4, 3],
      ['UBND xã Tân Sơn', 1, 1],
      ['Xã Tân Sơn', 2, 1],
    ]);
  });

  test('two units are made one, a later import follows, and it is undone', async () => {
    const merged = await merge('ubnd xã Tân Sơn', 'Xã Tân Sơn');
    expect(merged).toMatchObject({
      status: 201,
      body: { conferenceId: hall.conference.id, into: 'Xã Tân Sơn' },
    });
    expect(await byUnit()).toEqual(['Sở Văn hoá · 1 · 4', 'Xã Tân Sơn · 1 · 3', 'Tổng cộng · 1 · 7']);
    await importPerson('UBND XÃ TÂN SƠN');
    expect(await byUnit()).toEqual(['Sở Văn hoá · 1 · 4', 'Xã Tân Sơn · 1 · 4', 'Tổng cộng · 1 · 8']);
    const unit = (await units()).items[1]!;
    expect(unit).toMatchObject({
      name: 'Xã Tân Sơn',
      people: 4,
      merged: [{ id: merged.body.id, people: 2 }],
    });
    const people = made(
      await app.organizer.get<Page<Participant>>(pathTo(ROUTES.participants, hall.conference.id)),
    ).items;
    expect(people.filter((person) => person.unit?.toLowerCase() === 'ubnd xã tân sơn')).toHaveLength(2);

    expect((await app.organizer.delete(pathTo(ROUTES.unitMerge, unit.merged[0]!.id))).status).toBe(204);
    expect(await byUnit()).toContain('UBND xã Tân Sơn · 1 · 2');
    expect(refusal(await app.organizer.delete(pathTo(ROUTES.unitMerge, unit.merged[0]!.id)))).toEqual([
      404,
      'unit-merge.not-found',
    ]);
  });

  test('the same merge again is the same, and another is refused', async () => {
    const first = made(await merge('UBND xã Tân Sơn', 'Xã Tân Sơn'));
    expect(made(await merge('UBND xã  Tân Sơn.', 'xã Tân Sơn'))).toEqual(first);
    expect(refusal(await merge('UBND xã Tân Sơn', 'Sở Văn hoá'))).toEqual([409, 'unit-merge.exists']);
    expect(refusal(await merge('Xã Tân Sơn', 'UBND xã Tân Sơn'))).toEqual([409, 'unit-merge.circle']);
    expect(refusal(await merge('Sở Văn hóa', 'SỞ VĂN HOÁ'))).toEqual([422, 'unit-merge.same']);
  });

  test('two merges at the same time close no circle', async () => {
    const answers = await Promise.all([
      merge('UBND xã Tân Sơn', 'Xã Tân Sơn'),
      merge('Xã Tân Sơn', 'UBND xã Tân Sơn'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test.each([
    ['no name', { into: 'A' }],
    ['an empty name', { name: ' \u200b', into: 'A' }],
    ['a name that is too long', { name: 'x'.repeat(201), into: 'A' }],
    ['an unknown field', { name: 'A', into: 'B', siteId: 'C' }],
  ])('%s is refused', async (_, body) => {
    const answer = await app.organizer.post(pathTo(ROUTES.unitMerges, hall.conference.id), body);
    expect(refusal(answer)).toEqual([400, 'request.invalid']);
  });

  test('the list comes page by page', async () => {
    const first = await units('?limit=2');
    const second = await units(`?limit=2&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([
      'Sở Văn hoá',
      'UBND xã Tân Sơn',
      'Xã Tân Sơn',
    ]);
    expect(second.next).toBeNull();
  });

  test('another conference has its own', async () => {
    made(await merge('UBND xã Tân Sơn', 'Xã Tân Sơn'));
    const other = await makeHall(app.organizer, { sites: 1, people: 0 });
    const list = await app.organizer.get<Page<UnitName>>(pathTo(ROUTES.unitNames, other.conference.id));
    expect(made(list).items).toEqual([]);
  });
});

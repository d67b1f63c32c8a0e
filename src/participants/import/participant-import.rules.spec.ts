import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isCodeSound, personalCode } from '../../contract/personal-code.js';
import { Faults } from '../../platform/sheets/faults.rules.js';
import type { TableRow } from '../../platform/sheets/table.rules.js';
import { KnownSites } from '../../sites/import/known-sites.policy.js';
import { type ParticipantCandidate, participantCandidate } from './participant-candidate.rules.js';
import type { ParticipantColumn } from './participant-columns.rules.js';
import { type ParticipantPlan, planParticipants } from './participant-import.rules.js';
import type { ParticipantRow } from '../participant.entity.js';
import { completed } from '../participants.rules.js';

const ALL = new Set<ParticipantColumn>([
  'code',
  'fullName',
  'unit',
  'position',
  'siteCode',
  'mode',
  'phone',
  'email',
]);
const EMPTY: TableRow<ParticipantColumn>['cells'] = {
  code: '',
  fullName: 'Nguyễn Văn A',
  unit: '',
  position: '',
  siteCode: 'X1',
  mode: '',
  phone: '',
  email: '',
};

const SITES = new KnownSites(
  ['X1', '07123', '0', '00A'].map((code) => ({
    id: `site-${code}`,
    code,
    codeKey: code.toLowerCase(),
    name: `Xã ${code}`,
  })),
);
const read = (
  cells: Partial<TableRow<ParticipantColumn>['cells']>,
): { candidate: ParticipantCandidate | null; codes: string[] } => {
  const faults = new Faults();
  const candidate = participantCandidate(
    { row: 7, sheet: null, flaws: {}, cells: { ...EMPTY, ...cells } },
    SITES,
    faults,
  );
  return { candidate, codes: faults.found.map(({ row, column, code }) => `${row} ${column} ${code}`) };
};
const person = (fullName: string, more: Partial<ParticipantCandidate> = {}): ParticipantCandidate => ({
  row: 0,
  sheet: null,
  code: null,
  fullName,
  unit: null,
  position: null,
  siteId: 's',
  mode: null,
  phone: null,
  email: null,
  ...more,
});
let made = 0;
type Planned = Omit<ParticipantPlan, 'created'> & { created: ParticipantRow[]; faults: Faults };
const plan = (
  candidates: ParticipantCandidate[],
  existing: ParticipantRow[] = [],
  columns: ReadonlySet<ParticipantColumn> = ALL,
  replacedRows: ReadonlySet<number> = new Set(),
): Planned => {
  const faults = new Faults();
  const next = (): string => String((made += 1)).padStart(9, '0');
  const planned = planParticipants(candidates, columns, existing, faults, {
    conferenceId: 'c',
    now: '2026-11-22T01:00:00.000Z',
    seq: 5,
    newId: next,
    newCode: () => personalCode(Buffer.from(next().padStart(10, '0'))),
    replacedRows,
  });
  return { ...planned, created: planned.created.map(completed), faults };
};

describe('a row', () => {
  test.each([
    ['Trực tiếp', 'in_person'],
    ['tại điểm cầu', 'in_person'],
    ['in_person', 'in_person'],
    ['trực tuyến', 'online'],
    ['Online', 'online'],
    ['', null],
  ])('mode %s is %s', (mode, meant) => expect(read({ mode }).candidate?.mode).toBe(meant));
  test.each([
    [{ fullName: '' }, '7 fullName cell.required'],
    [{ fullName: 'x'.repeat(201) }, '7 fullName cell.too-long'],
    [{ siteCode: '' }, '7 siteCode cell.required'],
    [{ siteCode: 'X9' }, '7 siteCode cell.not-found'],
    [{ siteCode: '7123' }, '7 siteCode cell.zeros-lost'],
    [{ siteCode: '007123' }, '7 siteCode cell.not-found'],
    [{ siteCode: '123' }, '7 siteCode cell.not-found'],
    [{ siteCode: 'A' }, '7 siteCode cell.not-found'],
    [{ code: '- -' }, '7 code cell.invalid'],
    [{ mode: 'hybrid' }, '7 mode cell.unknown-value'],
    [{ email: 'a@b' }, '7 email cell.invalid'],
  ])('%j is a fault', (cells, fault) => expect(read(cells).codes).toEqual([fault]));
});

describe('a file', () => {
  test('a code identifies the same person at another site and under another name', () => {
    const existing = plan([person('Nguyễn Văn A', { code: 'HV-1' })]).created;
    const { updated } = plan([person('Nguyễn Văn B', { code: 'hv1', siteId: 't' })], existing);
    expect(
      updated.map(({ before, after }) => [
        before.id === after.id,
        before.siteId,
        after.siteId,
        after.fullName,
        after.code,
      ]),
    ).toEqual([[true, 's', 't', 'Nguyễn Văn B', 'hv1']]);
  });

  test('a repeated code is a fault of the second row', () => {
    expect(plan([person('A', { code: 'HV-1' }), person('B', { code: 'hv 1', row: 3 })]).faults.found).toEqual(
      [expect.objectContaining({ row: 3, column: 'code', code: 'cell.duplicate' })],
    );
  });

  test('a name with corrected diacritics is the same person, unless the old spelling is also there', () => {
    const existing = plan([person('Nguyen Van Dung'), person('Nguyễn Văn Dũng')]).created;
    const { created, updated, unchanged } = plan(
      [person('Nguyễn Văn Dũng'), person('Nguyễn Văn Dung')],
      existing,
    );
    expect([
      created.length,
      unchanged,
      updated.map(({ before, after }) => [before.fullName, after.fullName]),
    ]).toEqual([0, 1, [['Nguyen Van Dung', 'Nguyễn Văn Dung']]]);
  });

  test('a walk-in is not matched with a person of the list', () => {
    const [walkIn] = plan([person('A')]).created as [ParticipantRow];
    expect(plan([person('A')], [{ ...walkIn, origin: 'walk_in' }]).created).toHaveLength(1);
  });

  test("an office's code stays when the next file leaves it out", () => {
    const existing = plan([person('A', { code: 'HV1' })]).created;
    expect(plan([person('A')], existing)).toMatchObject({ created: [], updated: [], unchanged: 1 });
  });

  const optional = fc.constantFrom(null, 'Sở Nội vụ', 'sở nội vụ', 'UBND xã');
  const rows = fc.array(
    fc.record({
      fullName: fc.constantFrom('Nguyễn Văn Hùng', 'Nguyễn Văn Hưng', 'NGUYỄN VĂN HÙNG', 'Đỗ Thị Hà'),
      unit: optional,
      siteId: fc.constantFrom('s', 't'),
      phone: fc.constantFrom(null, '0912345678', '0987654321'),
    }),
    { maxLength: 25 },
  );
  test('each row of namesakes is one person, and a second run changes nothing', () => {
    fc.assert(
      fc.property(rows, fc.uniqueArray(fc.nat(24)), (file, withCode) => {
        const candidates = file.map((fields, at) =>
          person(fields.fullName, { ...fields, code: withCode.includes(at) ? `HV${at}` : null }),
        );
        const first = plan(candidates);
        expect(first.created).toHaveLength(candidates.length);
        expect(plan(candidates, first.created)).toMatchObject({
          created: [],
          updated: [],
          unchanged: candidates.length,
        });
      }),
    );
  });

  test('a new order of rows adds and removes nobody', () => {
    fc.assert(
      fc.property(
        rows.chain((file) =>
          fc.tuple(fc.constant(file), fc.shuffledSubarray(file, { minLength: file.length })),
        ),
        ([file, shuffled]) => {
          const { created } = plan(file.map(({ fullName, ...fields }) => person(fullName, fields)));
          const again = plan(
            shuffled.map(({ fullName, ...fields }) => person(fullName, fields)),
            created,
          );
          expect([again.created.length, again.updated.length + again.unchanged]).toEqual([0, file.length]);
          expect(new Set(again.updated.map(({ after }) => after.id)).size).toBe(again.updated.length);
        },
      ),
    );
  });
});

describe('codes that are replaced', () => {
  const file = [
    person('Nguyễn Văn A', { row: 2, code: 'HV-1' }),
    person('Nguyễn Văn A', { row: 3, code: 'HV-2' }),
    person('Trần Thị B', { row: 4, code: 'K7Q2M9XZ44' }),
  ];
  const both = new Set([2, 3]);
  const codes = (people: { code: string; officeCodeKey: string | null }[]): unknown[] =>
    people.map(({ code, officeCodeKey }) => [isCodeSound(code), officeCodeKey]);

  test('are generated beside the office’s code, and a second run changes nothing', () => {
    const { created } = plan(file, [], ALL, both);
    expect(codes(created)).toEqual([
      [true, 'HV1'],
      [true, 'HV2'],
      [null, null],
    ]);
    expect(plan(file, created, ALL, both)).toMatchObject({ created: [], updated: [], unchanged: 3 });
    expect(plan(file, created)).toMatchObject({ created: [], updated: [], unchanged: 3 });
  });

  test('give existing people with an office’s code new codes once', () => {
    const { created: before } = plan(file);
    const { updated, unchanged } = plan(file, before, ALL, both);
    expect([
      updated.map(({ before: old, after }) => [old.id === after.id, old.code, isCodeSound(after.code)]),
      unchanged,
    ]).toEqual([
      [
        [true, 'HV-1', true],
        [true, 'HV-2', true],
      ],
      1,
    ]);
    const after = before.map((row) =>
      completed(updated.find(({ before: old }) => old.id === row.id)?.after ?? row),
    );
    expect(plan(file, after, ALL, both)).toMatchObject({ created: [], updated: [], unchanged: 3 });
    expect(plan(file, after)).toMatchObject({ created: [], updated: [], unchanged: 3 });
  });

  test('match a person entered without a code, and nobody with an office’s code', () => {
    const entered = plan([person('Nguyễn Văn A')]).created;
    const { updated, created } = plan(file.slice(0, 1), entered, ALL, both);
    expect([
      created.length,
      updated.map(({ before, after }) => [before.code === after.code, after.officeCodeKey]),
    ]).toEqual([0, [[true, 'HV1']]]);
    const other = plan([person('Nguyễn Văn A', { code: 'CB-99' })]).created;
    expect(plan(file.slice(0, 1), other, ALL, both).created).toHaveLength(1);
  });

  test('prefer a person’s own code to another person’s equal office code', () => {
    const { created } = plan(file, [], ALL, both);
    const taken = plan([person('Lê Văn C', { code: 'HV-1' })]).created[0]!;
    expect(plan([person('Lê Văn C', { code: 'HV-1' })], [...created, taken])).toMatchObject({
      created: [],
      updated: [],
      unchanged: 1,
    });
  });
});

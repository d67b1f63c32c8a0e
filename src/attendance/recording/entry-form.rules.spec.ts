import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { type Entry, ENTRY_KINDS, ENTRY_METHODS, MODES } from '../../contract/attendance.js';
import { AttendanceBodyDto, EntryDto } from '../attendance.dto.js';
import { fingerprintOf, formBody, formEntry, type FormedEntry } from './entry-form.rules.js';
import { instantOf } from './field-readers.rules.js';

const ID = '01a204d3-d97d-770b-888f-d4b326a754be';
const OTHER = '01a204d3-d97d-770b-888f-d4b326a754bf';
const good = {
  id: ID,
  checkpointId: ID,
  kind: 'present',
  participantId: ID,
  method: 'roll_call',
  recordedAt: '2026-11-22T01:00:00.000Z',
};

/** Judges by the DTO with the pipe's own rules. */
const isGoodDto = (type: typeof EntryDto | typeof AttendanceBodyDto, value: object): boolean =>
  validateSync(plainToInstance(type as new () => object, value), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  }).length === 0;

const anyText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    'Nguyễn Hữu Dũng',
    ' a  b\n',
    'x'.repeat(199),
    'x'.repeat(201),
    'x'.repeat(501),
    '😀'.repeat(200),
  ),
);
const anyJunk = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, false, 0, -1, 1, 1.5, 1e300, '1', 'true', [], {}, ['a']),
  anyText,
  fc.integer(),
);
const anyUuid = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.constantFrom('00000000-0000-0000-0000-000000000000', `${ID} `, ID.slice(1), `{${ID}}`),
);
const anyInstant = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-11-22T08:00:00+07:00',
    '2026-11-22T01:00Z',
    '2026-11-22',
    '2026-02-30T00:00:00Z',
    '2024-02-29T00:00:00.000000001Z',
    '2026-13-01T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T25:00:00Z',
    '2026-11-22T01:00:00',
    '9999-12-31T23:59:59-12:00',
    '0000-01-01T00:00:00Z',
    '2026-11-22T01:00:00+99:99',
  ),
);
const anyWalkIn = fc.record(
  {
    fullName: fc.oneof(anyText, anyJunk),
    unit: fc.oneof(anyText, anyJunk),
    position: fc.oneof(anyText, anyJunk),
    extra: anyJunk,
  },
  { requiredKeys: [] },
);
const field = <T>(likely: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: likely as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anyJunk });
const anyField = {
  id: field(anyUuid),
  checkpointId: field(anyUuid),
  kind: field(fc.constantFrom(...ENTRY_KINDS)),
  participantId: field(anyUuid),
  code: field(anyText),
  walkIn: field(anyWalkIn),
  mode: field(fc.constantFrom(...MODES)),
  method: field(fc.constantFrom(...ENTRY_METHODS)),
  reason: field(anyText),
  substituteFor: field(anyUuid),
  undoes: field(anyUuid),
  recordedAt: field(anyInstant),
  deviceSeq: field(fc.nat()),
  offline: field(fc.boolean()),
  headcount: field(fc.oneof(fc.nat(100_000), fc.constantFrom(-1, 0, -0, 100_000, 100_001))),
  note: field(anyText),
  amendment: field(anyText),
  clockOffset: field(
    fc.oneof(
      fc.integer(),
      fc.constantFrom(-0, 315_576_000_000, 315_576_000_001, -315_576_000_000, -315_576_000_001, 0.5),
    ),
  ),
} satisfies Record<keyof Entry, fc.Arbitrary<unknown>>;
const anyEntry = fc.record(anyField, { requiredKeys: [] });
/** A good entry in which a few fields are something else. */
const nearlyGood = fc
  .tuple(anyEntry, fc.subarray(Object.keys(anyField), { maxLength: 3 }))
  .map(([other, fields]) => ({
    ...good,
    ...Object.fromEntries(
      fields.filter((name) => name in other).map((name) => [name, (other as Record<string, unknown>)[name]]),
    ),
  }));

describe('the form of an entry', () => {
  it('is judged in the same way as by the documented classes', () => {
    const verdicts = { good: 0, bad: 0 };
    fc.assert(
      fc.property(
        fc.oneof(nearlyGood, anyEntry),
        fc.oneof(
          { weight: 9, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 8 }) },
        ),
        (entry, unknown) => {
          const sent =
            unknown === null || unknown in Object.prototype ? entry : { ...entry, [`${unknown}?`]: 1 };
          const isGood = typeof formEntry(sent as Record<string, unknown>) !== 'string';
          expect({ sent, isGood }).toEqual({ sent, isGood: isGoodDto(EntryDto, sent) });
          verdicts[isGood ? 'good' : 'bad'] += 1;
        },
      ),
      { numRuns: 3_000 },
    );
    // Both happen often, or the property would say little.
    expect(Math.min(verdicts.good, verdicts.bad)).toBeGreaterThan(300);
  });

  it.each([
    ['id', 'x', 'id must be a UUID'],
    ['kind', 'gone', 'kind must be one of present, absent, left, undo, confirm, reopen'],
    ['recordedAt', '2026-02-30T00:00:00Z', 'recordedAt must be a time such as 2026-11-22T01:00:00.000Z'],
    ['walkIn', { fullName: ' ' }, 'walkIn must be { fullName, unit?, position? } in texts'],
    ['offline', 'true', 'offline must be true or false'],
    ['deviceSeq', 1.5, 'deviceSeq must be a whole number from 0'],
    ['headcount', 100_001, 'headcount must be a whole number from 0 to 100000'],
    ['clockOffset', '5', 'clockOffset must be a whole number of milliseconds, ten years at the most'],
    ['colour', 'red', 'colour is not known here'],
    ['checkpointId', undefined, 'checkpointId must be a UUID'],
  ])('names the fault of %s', (name, value, message) => {
    expect(formEntry({ ...good, [name]: value })).toBe(message);
  });

  it('normalizes an entry', () => {
    const sent = {
      ...good,
      id: ID.toUpperCase(),
      reason: '  đi   công\ttác ',
      recordedAt: '2026-11-22T08:00:00+07:00',
      deviceSeq: null,
    };
    expect(formEntry(sent)).toMatchObject({
      id: ID,
      reason: 'đi công tác',
      recordedAt: '2026-11-22T01:00:00.000Z',
      deviceSeq: null,
      offline: false,
      mode: null,
    });
  });

  it('composes decomposed letters', () => {
    const walkIn = { fullName: 'Nguyễn Hữu Dũng'.normalize('NFD') };
    expect((formEntry({ ...good, walkIn }) as FormedEntry).walkIn?.fullName).toBe(
      'Nguyễn Hữu Dũng'.normalize('NFC'),
    );
  });

  it('gives the same fingerprint only to the same content', () => {
    const one = formEntry(good) as FormedEntry;
    expect(
      fingerprintOf(
        formEntry({ ...good, id: ID.toUpperCase(), recordedAt: '2026-11-22T02:00:00+01:00' }) as FormedEntry,
      ),
    ).toBe(fingerprintOf(one));
    const another = {
      checkpointId: OTHER,
      kind: 'left',
      participantId: OTHER,
      code: 'x',
      walkIn: { fullName: 'x' },
      mode: 'online',
      method: 'qr',
      reason: 'x',
      substituteFor: OTHER,
      undoes: OTHER,
      recordedAt: '2026-11-22T01:00:00.001Z',
      deviceSeq: 1,
      offline: true,
      headcount: 0,
      note: 'x',
    } satisfies Record<Exclude<keyof Entry, 'id' | 'amendment' | 'clockOffset'>, unknown>;
    for (const [name, value] of Object.entries(another)) {
      // Of several that say who is meant the first counts.
      const before = name === 'code' ? { ...good, participantId: null } : good;
      const [was, is] = [before, { ...before, [name]: value }].map((sent) =>
        fingerprintOf(formEntry(sent) as FormedEntry),
      );
      expect({ name, isAnother: is !== was }).toEqual({ name, isAnother: true });
    }
  });

  it('keeps the fingerprint when `clockOffset` or a reason for acceptance is added', () => {
    const of = (more: object): string => fingerprintOf(formEntry({ ...good, ...more }) as FormedEntry);
    expect(of({ clockOffset: 5 })).toBe(of({}));
    expect(of({ amendment: 'x' })).toBe(of({}));
  });

  it('keeps fingerprints from before the kind `confirm`', () => {
    expect(fingerprintOf(formEntry({ ...good, reason: 'x', deviceSeq: 3 }) as FormedEntry)).toBe(
      'qJ-qwxqQ9xRSBkEqKPXwkr',
    );
  });

  it.each([
    ['2026-11-22T01:00:00Z', '2026-11-22T01:00:00.000Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
    ['2023-02-29T00:00:00Z', null],
    ['2026-11-22T01:00:00', null],
    [1_700_000_000, null],
  ])('reads the time %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });
});

describe('the form of a body', () => {
  it('is judged as by the documented classes, except entries that get a receipt', () => {
    const body = fc.record(
      {
        deviceId: field(anyUuid),
        entries: fc.oneof(
          { weight: 8, arbitrary: fc.array(fc.constant(good), { maxLength: 4 }) as fc.Arbitrary<unknown> },
          { weight: 1, arbitrary: anyJunk },
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(body, (sent) =>
        expect({ sent, isGood: !Array.isArray(formBody(sent)) }).toEqual({
          sent,
          isGood: isGoodDto(AttendanceBodyDto, sent),
        }),
      ),
      { numRuns: 500 },
    );
  });

  it.each<[string, unknown, string]>([
    ['no object', [good], ''],
    ['no entries', {}, 'entries'],
    ['an empty list', { entries: [] }, 'entries'],
    ['too many', { entries: Array.from({ length: 201 }, () => good) }, 'entries'],
    ['an unknown field', { entries: [good], siteId: ID }, 'siteId'],
    ['a device that is none', { entries: [good], deviceId: 'tablet' }, 'deviceId'],
    ['an entry that nothing can name', { entries: [good, { ...good, id: 7 }] }, 'entries.1.id'],
    ['an entry that is no object', { entries: ['present'] }, 'entries.0.id'],
  ])('is refused as a whole with %s', (_, body, path) => {
    expect(formBody(body)).toEqual([expect.objectContaining({ path })]);
  });

  it('keeps a bad entry beside good ones, under its id as sent', () => {
    expect(formBody({ entries: [good, { id: 'Abc', kind: 'present' }] })).toMatchObject({
      deviceId: null,
      parsedEntries: [{ id: ID }, { id: 'Abc', fault: 'id must be a UUID' }],
    });
  });
});

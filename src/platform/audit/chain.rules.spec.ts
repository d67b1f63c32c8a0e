import fc from 'fast-check';
import type { AuditAnchor, AuditLine } from './audit-note.js';
import { ChainCheck, lineHash, rowHash } from './chain.rules.js';

type Stored = AuditLine & { hash: string };
const KEY = Buffer.alloc(32, 7);
const END: AuditAnchor = { seq: 0, hash: '' };

/** A trail of that many lines, as the service writes it. */
function trail(length: number): Stored[] {
  let { hash } = END;
  return Array.from({ length }, (_, at) => {
    const line: AuditLine = {
      seq: at + 1,
      at: new Date(1_795_000_000_000 + at * 1000).toISOString(),
      actorKind: 'account',
      actorId: `a${at % 3}`,
      signInId: null,
      act: at % 2 === 0 ? 'site.changed' : 'site.removed',
      objectKind: 'site',
      objectId: `s${at}`,
      conferenceId: null,
      before: rowHash(KEY, { name: 'Xã Đồng Tiến', at }),
      after: null,
      detail: null,
    };
    hash = lineHash(KEY, hash, line);
    return { ...line, hash };
  });
}
const endOf = (lines: readonly Stored[]): AuditAnchor => lines.at(-1) ?? END;

function breaksOf(lines: readonly Stored[], end: AuditAnchor, anchors: AuditAnchor[] = []) {
  const check = new ChainCheck(KEY, anchors);
  for (const { hash, ...line } of lines) check.add(line, hash);
  return check.finish(end);
}
/** What somebody does who has the database but not the key: numbers are given anew. */
const renumbered = (lines: readonly Stored[]): Stored[] =>
  lines.map((line, at) => ({ ...line, seq: at + 1 }));

const LENGTH = 12;
const whole = trail(LENGTH);
const at = fc.integer({ min: 0, max: LENGTH - 1 });

describe('the chain of the audit trail', () => {
  it('is whole as it was written, of any length, and at each end that was kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LENGTH }), fc.array(at), (length, kept) => {
        const lines = whole.slice(0, length);
        const anchors = kept.filter((one) => one < length).map((one) => whole[one]!);
        expect(breaksOf(lines, endOf(lines), anchors)).toEqual([]);
      }),
    );
  });

  it.each(Object.keys(whole[0]!).filter((column) => column !== 'seq'))(
    'shows a line whose %s was changed, and which',
    (column) => {
      fc.assert(
        fc.property(at, (one) => {
          const lines = whole.map((line, nth) => (nth === one ? { ...line, [column]: 'x' } : line));
          const [first] = breaksOf(lines, endOf(lines));
          expect(first).toMatchObject({ what: 'altered', from: one + 1 });
        }),
      );
    },
  );

  it('shows where lines were removed, and how many', () => {
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 3 }), (one, count) => {
        const lines = whole.filter((_, nth) => nth < one || nth >= one + count);
        const last = Math.min(one + count, LENGTH);
        const what = last === LENGTH ? 'cut' : 'missing';
        expect(breaksOf(lines, endOf(whole))).toEqual([{ what, from: one + 1, to: last }]);
      }),
    );
  });

  it('shows lines that were removed and the others numbered anew, inserted, or put in another order', () => {
    fc.assert(
      fc.property(at, at, (one, other) => {
        const removed = renumbered(whole.filter((_, nth) => nth !== one));
        const inserted = renumbered([...whole.slice(0, one), whole[other]!, ...whole.slice(one)]);
        expect(breaksOf(removed, endOf(removed)).length + Number(one === LENGTH - 1)).toBeGreaterThan(0);
        expect(breaksOf(inserted, endOf(inserted))[0]).toMatchObject({ what: 'altered' });
        if (one === other) return;
        const swapped = [...whole];
        [swapped[one], swapped[other]] = [whole[other]!, whole[one]!];
        const [first] = breaksOf(renumbered(swapped), endOf(whole));
        expect(first).toMatchObject({ what: 'altered', from: Math.min(one, other) + 1 });
      }),
    );
  });

  it('shows an end that was cut with the database’s own note of it, by an end kept elsewhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LENGTH - 1 }), (length) => {
        const lines = whole.slice(0, length);
        expect(breaksOf(lines, endOf(lines))).toEqual([]);
        expect(breaksOf(lines, endOf(lines), [endOf(whole)])).toEqual([
          { what: 'cut', from: length + 1, to: LENGTH },
        ]);
      }),
    );
  });

  it('shows an older copy that was put in and went on, by an end kept elsewhere', () => {
    const old = whole.slice(0, 5);
    let { hash } = endOf(old);
    const goneOn = [...old];
    for (let seq = 6; seq <= 14; seq += 1) {
      const line = { ...whole[0]!, seq };
      hash = lineHash(KEY, hash, line);
      goneOn.push({ ...line, hash });
    }
    expect(breaksOf(goneOn, endOf(goneOn))).toEqual([]);
    expect(breaksOf(goneOn, endOf(goneOn), [endOf(whole)])).toEqual([
      { what: 'replaced', from: LENGTH, to: LENGTH },
    ]);
  });

  it('cannot be continued without the key', () => {
    const forged = { ...whole[0]!, seq: LENGTH + 1 };
    const hash = lineHash(Buffer.alloc(32, 8), endOf(whole).hash, forged);
    const lines = [...whole, { ...forged, hash }];
    expect(breaksOf(lines, endOf(lines))).toEqual([{ what: 'altered', from: LENGTH + 1, to: LENGTH + 1 }]);
  });
});

describe('the hash of a row', () => {
  it('is the same in every order of its columns, and whether a number came as text', () => {
    expect(rowHash(KEY, { a: 1, b: null, c: undefined })).toBe(rowHash(KEY, { b: null, a: '1' }));
    expect(rowHash(KEY, { a: 1 })).not.toBe(rowHash(KEY, { a: 2 }));
  });

  it('says nothing to whoever guesses the row and has no key', () => {
    expect(rowHash(KEY, { name: 'A' })).not.toBe(rowHash(Buffer.alloc(32), { name: 'A' }));
  });
});

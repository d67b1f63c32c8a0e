import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CHECKPOINTS,
  codeOf,
  HERE,
  idOf,
  Ledger,
  PEOPLE,
  present,
  SITES,
  STRANGER,
  submission,
  THIRD,
} from '../../../test/support/batch-ledger.js';
import type { Receipt } from '../../contract/attendance.js';
import type { Submission } from './submission.js';

/** Places in `PEOPLE`. */
const [LISTED_HERE, MERGED, LISTED_ELSEWHERE] = [0, 2, 3];
/** An entry about `PEOPLE[who]` with an id of its own. */
const about = (nth: number, who: number, kind: string, more: object = {}): object =>
  present(nth, { kind, participantId: PEOPLE[who]!.id, ...more });
const byCode = (nth: number, code: string, kind = 'present'): object =>
  present(nth, { kind, participantId: undefined, code });
const walkIn = (nth: number, more: object = {}): object =>
  present(nth, { participantId: undefined, walkIn: { fullName: 'Đỗ Thị Hường' }, ...more });
const outcomeOf = (receipt: Receipt): string =>
  receipt.outcome === 'refused' ? receipt.code! : receipt.outcome;
const receiptsOf = (submissions: Submission[], ledger = new Ledger()): string[] =>
  ledger.record(submissions).receipts.flat().map(outcomeOf);

describe('a batch of a console', () => {
  const OTHER = LISTED_ELSEWHERE;
  it.each([
    ['its own person as absent', [about(1, LISTED_HERE, 'absent')], ['accepted']],
    ['its own person as left', [about(1, LISTED_HERE, 'left')], ['accepted']],
    ['a guest as present', [about(1, OTHER, 'present')], ['accepted']],
    ['a guest as absent', [about(1, OTHER, 'absent')], ['participant.other-site']],
    [
      'a guest as absent after present',
      [about(1, OTHER, 'present'), about(2, OTHER, 'absent')],
      ['accepted', 'participant.other-site'],
    ],
    ['a guest as left before present', [about(1, OTHER, 'left')], ['participant.other-site']],
    [
      'a guest as left after present',
      [about(1, OTHER, 'present'), about(2, OTHER, 'left')],
      ['accepted', 'accepted'],
    ],
    [
      'a guest as left at another checkpoint',
      [about(1, OTHER, 'present'), about(2, OTHER, 'left', { checkpointId: CHECKPOINTS[1] })],
      ['accepted', 'participant.other-site'],
    ],
    [
      'a guest as left after a refused present',
      [about(1, OTHER, 'present', { checkpointId: idOf(9, 9) }), about(2, OTHER, 'left')],
      ['checkpoint.not-found', 'participant.other-site'],
    ],
    [
      'a substitute for a person of another site',
      [about(1, LISTED_HERE, 'present', { substituteFor: PEOPLE[OTHER]!.id })],
      ['participant.other-site'],
    ],
  ])('speaks of %s', (_, entries, expected) => {
    expect(receiptsOf([submission(entries, HERE, 'coordinator')])).toEqual(expected);
    const ofOrganizer = receiptsOf([submission(entries, HERE, 'organizer')]);
    expect(ofOrganizer.filter((outcome) => outcome === 'participant.other-site')).toEqual([]);
  });

  it('keeps a guest of one site apart from a guest of another', () =>
    expect(
      receiptsOf([
        submission([about(1, OTHER, 'present')], THIRD, 'coordinator'),
        submission([about(2, OTHER, 'left')], HERE, 'coordinator'),
        submission([about(3, OTHER, 'left')], THIRD, 'coordinator'),
      ]),
    ).toEqual(['accepted', 'participant.other-site', 'accepted']));

  it('keeps one guest apart from another', () =>
    expect(
      receiptsOf([
        submission([about(1, LISTED_HERE, 'present'), about(2, OTHER, 'left')], THIRD, 'coordinator'),
      ]),
    ).toEqual(['accepted', 'participant.other-site']));

  it('may say that a guest has left if an organizer has marked them present at this site', () =>
    expect(
      receiptsOf([
        submission([about(1, OTHER, 'present')], HERE, 'organizer'),
        submission([about(2, OTHER, 'left')], HERE, 'coordinator'),
      ]),
    ).toEqual(['accepted', 'accepted']));

  it('accepts `left` of a guest exactly after an accepted `present` of the same site and checkpoint', () => {
    const word = fc.record({
      kind: fc.constantFrom('present', 'left'),
      who: fc.constantFrom(LISTED_HERE, OTHER),
      siteId: fc.constantFrom(...SITES),
      checkpointId: fc.constantFrom(...CHECKPOINTS),
      isByCode: fc.boolean(),
      isApart: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const ledger = new Ledger();
        const guests = new Set<string>();
        const batches: Submission[][] = [[]];
        const expected = words.map(({ kind, who, siteId, checkpointId, isByCode, isApart }, nth) => {
          const entry = isByCode ? byCode(nth, codeOf(who), kind) : about(nth, who, kind);
          if (isApart) batches.push([]);
          batches.at(-1)!.push(submission([{ ...entry, checkpointId }], siteId, 'coordinator'));
          const guest = [who, siteId, checkpointId].join(' ');
          if (kind === 'present') guests.add(guest);
          return PEOPLE[who]!.siteId === siteId || guests.has(guest) ? 'accepted' : 'participant.other-site';
        });
        expect(batches.flatMap((batch) => receiptsOf(batch, ledger))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a personal code in a batch', () => {
  it.each([
    ['as it is written', codeOf(LISTED_HERE), PEOPLE[LISTED_HERE]!.id],
    ['in small letters, with blanks', ` hv ${LISTED_HERE}`, PEOPLE[LISTED_HERE]!.id],
    ['of another site', codeOf(LISTED_ELSEWHERE), PEOPLE[LISTED_ELSEWHERE]!.id],
    ['of a merged walk-in', codeOf(MERGED), PEOPLE[LISTED_HERE]!.id],
  ])('names its person: %s', (_, code, participantId) => {
    const ledger = new Ledger();
    const { receipts } = ledger.record([submission([byCode(1, code)], HERE, 'coordinator')]);
    expect(receipts).toEqual([[{ id: idOf(3, 1), outcome: 'accepted', participantId, state: 'in_person' }]]);
  });

  it('is refused if it names nobody of the conference', () => {
    const foreign = submission([byCode(1, codeOf(LISTED_ELSEWHERE))], HERE, 'coordinator');
    foreign.context.conferenceId = STRANGER.conferenceId;
    expect(receiptsOf([foreign])).toEqual(['participant.not-found']);
    expect(receiptsOf([submission([byCode(1, 'HV-9')], HERE, 'coordinator')])).toEqual([
      'participant.not-found',
    ]);
  });

  it('names the person of its own conference if two conferences know it', () => {
    const foreign = submission([byCode(1, codeOf(LISTED_HERE))], STRANGER.siteId, 'coordinator');
    foreign.context.conferenceId = STRANGER.conferenceId;
    expect(new Ledger().record([foreign]).receipts).toMatchObject([[{ participantId: STRANGER.id }]]);
  });

  it('does not widen what a console may say', () =>
    expect(
      receiptsOf([
        submission([byCode(1, codeOf(LISTED_ELSEWHERE), 'absent')], HERE, 'coordinator'),
        submission([byCode(2, codeOf(LISTED_ELSEWHERE), 'left')], HERE, 'coordinator'),
      ]),
    ).toEqual(['participant.other-site', 'participant.other-site']));
});

describe('walk-ins in a batch', () => {
  it.each([
    ['up to the limit', [walkIn(1), walkIn(2)], ['accepted', 'walk-in.too-many']],
    [
      'once for a repetition',
      [walkIn(1), walkIn(1), walkIn(2)],
      ['accepted', 'duplicate', 'walk-in.too-many'],
    ],
    [
      'not for a refused one',
      [walkIn(1, { kind: 'absent' }), walkIn(2), walkIn(3)],
      ['entry.invalid', 'accepted', 'walk-in.too-many'],
    ],
    ['not for a listed person', [present(1), walkIn(2)], ['accepted', 'accepted']],
  ])('count %s', (_, entries, expected) =>
    expect(receiptsOf([submission(entries, HERE, 'coordinator')], new Ledger(1))).toEqual(expected),
  );

  it('of an organizer have no limit, and count for the consoles', () =>
    expect(
      receiptsOf(
        [
          submission([walkIn(1), walkIn(2)], HERE, 'organizer'),
          submission([walkIn(3)], HERE, 'coordinator'),
          submission([walkIn(4)], HERE, 'organizer'),
        ],
        new Ledger(1),
      ),
    ).toEqual(['accepted', 'accepted', 'walk-in.too-many', 'accepted']));

  it('are limited for each site by itself, in however many batches', () => {
    const arrival = fc.record({ site: fc.nat(SITES.length - 1), isApart: fc.boolean() });
    fc.assert(
      fc.property(fc.array(arrival, { minLength: 1, maxLength: 15 }), fc.nat(4), (arrivals, limit) => {
        const ledger = new Ledger(limit);
        const batches: Submission[][] = [[]];
        arrivals.forEach(({ site, isApart }, nth) => {
          if (isApart) batches.push([]);
          batches.at(-1)!.push(submission([walkIn(nth)], SITES[site], 'coordinator'));
        });
        const outcomes = batches.flatMap((batch) => receiptsOf(batch, ledger));
        const taken = SITES.map(() => 0);
        const expected = arrivals.map(({ site }) => {
          taken[site]! += 1;
          return taken[site]! <= limit ? 'accepted' : 'walk-in.too-many';
        });
        expect(outcomes).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

import type { Conference, ConferenceStatus } from '../contract/conference.js';
import { conferenceAtHome, doorOf, inOrderOfInterest } from './home.rules.js';

const of = (...statuses: ConferenceStatus[]) =>
  statuses.map((status, at) => ({ id: String(at), status, startsOn: `2026-11-2${at}` }) as Conference);

it.each([
  ['organizer', '/organizer'],
  ['viewer', '/organizer'],
  ['coordinator', '/console'],
  ['trainee', null],
  [undefined, null],
] as const)('/ leads %s to %s', (kind, door) => expect(doorOf(kind)).toBe(door));

describe('what / opens', () => {
  it.each<[string, ConferenceStatus[], string | null]>([
    ['nothing public', [], null],
    ['the only one', ['closed'], '0'],
    ['the one that runs, whatever else there is', ['closed', 'open', 'live', 'open'], '2'],
    ['two that run: the list', ['live', 'live', 'open'], null],
    ['the only one still to come', ['closed', 'open'], '1'],
    ['two to come: the list', ['open', 'open', 'closed'], null],
    ['two that are over: the list', ['closed', 'closed'], null],
  ])('%s', (_, statuses, expected) => expect(conferenceAtHome(of(...statuses))?.id ?? null).toBe(expected));

  it('the list begins with what runs, then what comes, the latest first', () => {
    expect(inOrderOfInterest(of('closed', 'open', 'live', 'open', 'closed')).map(({ id }) => id)).toEqual([
      '2',
      '3',
      '1',
      '4',
      '0',
    ]);
  });
});

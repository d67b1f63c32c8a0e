import type { Clock } from '../../platform/clock/clock.js';
import type { GuessForm } from './attempts.rules.js';
import { DistinctPeopleService } from './distinct-people.service.js';
import type { SiteNetworks } from './site-networks.js';

const SITE = '192.0.2.50';
let now: number;
let people: DistinctPeopleService;
beforeEach(() => {
  now = 1_000_000;
  people = new DistinctPeopleService(
    { now: () => now } as Clock,
    { isOne: (address: string): boolean => address === SITE } as Pick<SiteNetworks, 'isOne'> as SiteNetworks,
  );
});
const isOpened = (person: string | null, address: string, form: GuessForm = 'weak'): boolean => {
  try {
    people.admit(address, form, person);
    return true;
  } catch {
    return false;
  }
};
const openedOf = (count: number, address: string, form: GuessForm = 'weak'): number =>
  Array.from({ length: count }, (_, at) => isOpened(`p${at}`, address, form)).filter(Boolean).length;

describe('different people opened from one address', () => {
  it('are limited by consecutive codes, never for a site of 50, and not where a console works', () => {
    expect(openedOf(50, '203.0.113.1')).toBe(50);
    expect(openedOf(300, '203.0.113.2')).toBe(55);
    expect(openedOf(300, SITE)).toBe(300);
    expect(openedOf(150, '203.0.113.3', 'strong')).toBe(150);
  });

  it('count once, however often they come back', () => {
    for (let round = 0; round < 5; round += 1) expect(openedOf(50, '203.0.113.1')).toBe(50);
    openedOf(60, '203.0.113.1');
    expect(isOpened('p1', '203.0.113.1')).toBe(true);
  });

  it('have room again one by one: nobody waits for a whole window', () => {
    openedOf(60, '203.0.113.1');
    now += 10_000;
    expect(['x', 'y'].map((person) => isOpened(person, '203.0.113.1'))).toEqual([true, false]);
  });

  it('a wrong code is refused like a right one when there is no room, and takes none', () => {
    for (let at = 0; at < 200; at += 1) expect(isOpened(null, '203.0.113.1')).toBe(true);
    expect(openedOf(300, '203.0.113.1')).toBe(55);
    expect([isOpened(null, '203.0.113.1'), isOpened('somebody', '203.0.113.1')]).toEqual([false, false]);
  });
});

import type { Site } from '../../src/contract/site.js';
import {
  inOrderOfRoster,
  placesOf,
  type ReportedPerson,
  type ReportedSite,
} from '../../src/reports/report.rules.js';
import { SiteSums, type Sums, UnitSums } from '../../src/reports/sums.rules.js';

/** A site of a report. */
export const site = (id: string, level: Site['level'], over: Partial<Site> = {}): Site => ({
  id,
  conferenceId: 'c',
  code: id.toUpperCase(),
  name: `Điểm ${id}`,
  level,
  kind: 'point',
  parentId: null,
  expected: null,
  address: null,
  contactName: null,
  contactPhone: null,
  line: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  ...over,
});
/** Somebody on the list of site `a`. */
export const person = (id: string, over: Partial<ReportedPerson> = {}): ReportedPerson => ({
  id,
  fullName: id,
  unit: null,
  position: null,
  homeSiteId: 'a',
  origin: 'roster',
  state: 'unmarked',
  siteId: null,
  because: 'no-entry',
  reason: null,
  substituteFor: null,
  recordedAt: null,
  method: null,
  isLate: false,
  isOffline: false,
  clockOffset: null,
  substitutes: [],
  attended: over.state === 'in_person' || over.state === 'online' ? 1 : 0,
  ...over,
});

/** A department, a commune below it, and another commune. */
export const sites = [
  site('a', 'department', { expected: 10 }),
  site('b', 'commune', { parentId: 'a' }),
  site('c', 'commune'),
];
/** Five of these sites: in person, absent, online and unmarked. */
export const people = [
  person('1', { state: 'in_person', siteId: 'a', unit: 'Sở Y tế' }),
  person('2', { state: 'in_person', siteId: 'b', unit: 'Sở Y tế', because: 'latest-word' }),
  person('3', { state: 'absent', siteId: 'b', reason: 'business_trip' }),
  person('4', { homeSiteId: 'b', unit: 'An Hà' }),
  person('5', { homeSiteId: 'b', state: 'online', siteId: 'b', origin: 'walk_in', unit: 'Đội 5' }),
];

/** The sums of people who are read at once. */
export const sumsBySite = (
  crowd: readonly ReportedPerson[],
  at: readonly ReportedSite[],
  checkpoints?: number,
): Sums<ReportedSite> => new SiteSums(at, checkpoints).add(crowd).sums();
export const sumsByUnit = (crowd: readonly ReportedPerson[]): Sums<string | null> =>
  new UnitSums().add(crowd).sums();
export const rosterOf = (crowd: readonly ReportedPerson[], at: readonly ReportedSite[]): ReportedPerson[] =>
  inOrderOfRoster(crowd, placesOf(at));

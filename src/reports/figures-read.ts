import type { FiguresLine, ReportFigures } from '../contract/figures.js';
import type { Id } from '../contract/wire.js';
import { readConfirmations } from './confirmations-read.js';
import type { ReportedPerson, ReportedSite } from './report.rules.js';
import type { ReportPeriod } from './report-job.js';
import type { ReportRead } from './report-read.js';
import { SiteSums, type Sum, type Sums, sumsByArea, sumsByLevel, UnitSums } from './sums.rules.js';

/** Everything that a paper is written from. */
export interface ReportData extends Omit<ReportPeriod, 'scope'> {
  sites: readonly ReportedSite[];
  bySite: Sums<ReportedSite>;
  byUnit: Sums<string | null>;
  figures: ReportFigures;
  /** Everybody whom the report names, if they were asked for. */
  people: readonly ReportedPerson[];
  /** The name of somebody in whose place another is recorded; `null` if the reader may not know it. */
  nameOf(id: Id): string | null;
}

/** Sums a checkpoint or a day, as a page and the papers show it, in one scan of the people. */
export async function readFigures(
  read: ReportRead,
  period: ReportPeriod,
  { withPeople = false }: { withPeople?: boolean } = {},
): Promise<ReportData> {
  const { scope: _scope, ...shown } = period;
  const { checkpoints } = period;
  const bySite = new SiteSums(read.sites, checkpoints.length);
  const byUnit = new UnitSums(checkpoints.length);
  // Of one checkpoint the best is the only one.
  const each = checkpoints.length === 1 ? [bySite] : checkpoints.map(() => new SiteSums(read.sites));
  const people: ReportedPerson[] = [];
  for await (const { standings, counted, named } of read.slices(!withPeople)) {
    bySite.add(counted);
    byUnit.add(named);
    if (each.length > 1) each.forEach((sums, nth) => sums.add(standings[nth]!));
    if (withPeople) people.push(...named);
  }
  const sums = { bySite: bySite.sums(), byUnit: byUnit.sums() };
  const confirmed = await sitesConfirmed(read);
  const figures: ReportFigures = {
    conferenceId: period.conference.id,
    asOf: period.at,
    timezone: period.conference.timezone,
    day: period.day,
    total: lineOf(sums.bySite.total),
    byCheckpoint: checkpoints.map(({ id, name }, nth) => ({
      checkpointId: id,
      name,
      ...lineOf(each[nth]!.sums().total),
    })),
    byLevel: sumsByLevel(sums.bySite).lines.map((line) => ({ level: line.key, ...lineOf(line) })),
    byArea: sumsByArea(sums.bySite, read.groups).lines.map((line) => ({
      siteId: line.key?.id ?? null,
      name: line.key?.name ?? null,
      ...lineOf(line),
    })),
    byUnit: sums.byUnit.lines.map((line) => ({ unit: line.key, ...lineOf(line) })),
    differing: differingIn(sums.bySite),
    confirmedSites: read.sites.filter(({ id }) => confirmed.has(id)).length,
  };
  return { ...shown, ...sums, sites: read.sites, figures, people, nameOf: (id) => read.nameOf(id) };
}

/** Sites that have confirmed each of the checkpoints. */
async function sitesConfirmed({ source, scope }: ReportRead): Promise<Set<Id>> {
  const { conferenceId, checkpointIds } = scope;
  const times = new Map<Id, number>();
  for (const checkpointId of checkpointIds)
    for (const { siteId, kind } of await readConfirmations(source, conferenceId, checkpointId))
      if (kind === 'confirm') times.set(siteId, (times.get(siteId) ?? 0) + 1);
  return new Set([...times].flatMap(([siteId, count]) => (count === checkpointIds.length ? [siteId] : [])));
}

function lineOf({ key: _key, ...line }: Sum<unknown>): FiguresLine {
  return line;
}

function differingIn({ lines }: Sums<ReportedSite>): ReportFigures['differing'] {
  return lines.flatMap(({ key: { id, code, name, expected }, listed }) =>
    expected === null || expected === listed ? [] : [{ siteId: id, code, name, expected, listed }],
  );
}

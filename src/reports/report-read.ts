import { type MergedNames, countedUnitNames } from '../contract/unit-key.js';
import { idsFrom } from '../contract/site-tree.js';
import type { Id } from '../contract/wire.js';
import type { OwnSnapshot } from '../platform/database/own-snapshot.js';
import { isAskedToStop } from '../platform/workers/answer.js';
import { isInReach, type Reach } from '../sites/reach.rules.js';
import { byCode } from '../sites/sites.rules.js';
import { countedAt, countLists, countUnits, peopleAt } from './people-read.js';
import { bestOfAll, peopleOf, type ReportedPerson, type ReportedSite } from './report.rules.js';
import { readSubstitutes } from './substitutes-read.js';
import type { Substitutes } from './substitutes.rules.js';

/** What a report reads, and for whom. It crosses to a thread. */
export interface ReportScope {
  conferenceId: Id;
  /** At least one. */
  checkpointIds: readonly Id[];
  /** The sites that the reader may see; `null` if all. */
  reach: readonly Id[] | null;
  /** Only this site or group and all below it; `null` for the whole reach. */
  below: Id | null;
  /** Which units are another one. */
  merges: readonly MergedNames[];
}

/** People whose lists are read together. */
export interface Slice {
  /** At each checkpoint, the same people in the same order. */
  standings: ReportedPerson[][];
  /** At the best of the checkpoints. */
  counted: ReportedPerson[];
  /** Those of `counted` whom the report names. */
  named: readonly ReportedPerson[];
}

/** What is known of all lists before the first is read. */
interface AcrossLists {
  /** People of each list. */
  sizes: ReadonlyMap<Id, number>;
  /** At each checkpoint. */
  substitutes: readonly Substitutes[];
  /** One unit has one name in all of a report, however it is spelt. */
  unitOf(name: string | null): string | null;
}

/** People of one slice: some milliseconds of a statement, and a few megabytes. */
const SLICE = 500;

/** Reads a conference list by list in one snapshot, so that its size costs time and no memory. */
export class ReportRead {
  private constructor(
    readonly source: OwnSnapshot,
    readonly scope: ReportScope,
    readonly reach: Reach,
    /** In order of code. */
    readonly sites: readonly ReportedSite[],
    readonly groups: readonly ReportedSite[],
    private readonly cross: AcrossLists,
  ) {}

  static async begin(source: OwnSnapshot, scope: ReportScope): Promise<ReportRead> {
    const { conferenceId, checkpointIds } = scope;
    const tree = await readSites(source, conferenceId);
    const reach = reachOf(scope, tree);
    const all = tree.filter(({ id }) => isInReach(reach, id));
    const units = await countUnits(source, conferenceId);
    const substitutes: Substitutes[] = [];
    for (const checkpointId of checkpointIds)
      substitutes.push(await readSubstitutes(source, conferenceId, checkpointId, reach));
    return new ReportRead(
      source,
      scope,
      reach,
      all.filter(({ kind }) => kind !== 'group'),
      all.filter(({ kind }) => kind === 'group'),
      {
        sizes: await countLists(source, conferenceId),
        substitutes,
        unitOf: countedUnitNames(units, scope.merges),
      },
    );
  }

  /** People on the lists that the reader may see; walk-ins and those who were removed too. */
  get people(): number {
    let people = 0;
    for (const [siteId, size] of this.cross.sizes) if (isInReach(this.reach, siteId)) people += size;
    return people;
  }

  /** The name of somebody in whose place another is recorded; `null` if the reader may not know it. */
  nameOf(id: Id): string | null {
    for (const { names } of this.cross.substitutes) if (names.has(id)) return names.get(id)!;
    return null;
  }

  /**
   * Site by site in the order of the report, then the lists of all others.
   * @param isFiguresOnly reads no names and no entries
   */
  async *slices(isFiguresOnly = false): AsyncGenerator<Slice> {
    const own = this.sites.map(({ id }) => id).filter((id) => this.cross.sizes.has(id));
    const isOwn = new Set(own);
    const others = [...this.cross.sizes.keys()].filter((id) => !isOwn.has(id));
    for (const siteIds of this.cut([...own, ...others])) {
      if (isAskedToStop()) throw new Error('asked to stop');
      yield await this.slice(siteIds, isFiguresOnly ? countedAt : peopleAt);
    }
  }

  private *cut(siteIds: readonly Id[]): Generator<Id[]> {
    let [slice, people]: [Id[], number] = [[], 0];
    for (const siteId of siteIds) {
      const more = this.cross.sizes.get(siteId)!;
      if (slice.length > 0 && people + more > SLICE) {
        yield slice;
        [slice, people] = [[], 0];
      }
      slice.push(siteId);
      people += more;
    }
    if (slice.length > 0) yield slice;
  }

  private async slice(siteIds: readonly Id[], read: typeof peopleAt): Promise<Slice> {
    const { conferenceId, checkpointIds } = this.scope;
    const standings: ReportedPerson[][] = [];
    for (const [nth, checkpointId] of checkpointIds.entries()) {
      const people = await read(this.source, conferenceId, checkpointId, siteIds);
      // The same order at each checkpoint.
      if (checkpointIds.length > 1) people.sort((a, b) => (a.id < b.id ? -1 : 1));
      const { ofPerson } = this.cross.substitutes[nth]!;
      for (const person of people) {
        person.unit = this.cross.unitOf(person.unit);
        person.substitutes = ofPerson.get(person.id) ?? person.substitutes;
      }
      standings.push(people);
    }
    const counted = bestOfAll(standings);
    return { standings, counted, named: peopleOf(counted, this.reach) };
  }
}

function reachOf({ reach, below }: ReportScope, tree: readonly ReportedSite[]): Reach {
  const seen: Reach = reach === null ? null : new Set(reach);
  if (below === null) return seen;
  return new Set([...idsFrom(below, tree)].filter((id) => isInReach(seen, id)));
}

async function readSites(source: OwnSnapshot, conferenceId: Id): Promise<ReportedSite[]> {
  const rows = await source.query<ReportedSite>(
    `SELECT s."id", s."code", s."name", s."level", s."kind", s."parentId", s."expected" FROM "site" s
     WHERE s."conferenceId" = $1`,
    [conferenceId],
  );
  return rows.sort(byCode);
}

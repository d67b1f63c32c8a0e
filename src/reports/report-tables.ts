import { localTime, type Row, type SlicedTable, type Table, text } from './table.js';
import type { ReportedConference, ReportPeriod } from './report-job.js';
import { readAmendments, readConfirmations } from './confirmations-read.js';
import { inOrderOfRoster, placesOf, type ReportedPerson } from './report.rules.js';
import type { ReportRead, Slice } from './report-read.js';
import {
  personFrame,
  type PersonLookup,
  personRow,
  SUM_TABLES,
  type SumsSource,
  type TableName,
} from './report-tables.rules.js';
import { SiteSums, UnitSums } from './sums.rules.js';
import type { Messages as ReportMessages } from '#messages/all/reports.js';

/** Tables whose figures follow from everybody's standing. */
const COUNTING: ReadonlySet<TableName> = new Set(['unit', 'level', 'area', 'site', 'confirmation']);

/** The tables of one checkpoint, each made when it is asked for, in one scan of the people at most. */
export class ReportTables {
  private readonly bySite: SiteSums;
  private readonly byUnit = new UnitSums();
  private isCounted = false;
  private made: Promise<SumsSource> | undefined;

  constructor(
    private readonly read: ReportRead,
    private readonly conference: ReportedConference,
    private readonly words: ReportMessages,
  ) {
    this.bySite = new SiteSums(read.sites);
  }

  /** Everybody whom the report names. Who reads it to the end has counted for all other tables. */
  people(): SlicedTable {
    return { ...personFrame(this.words), slices: this.personRows() };
  }

  async table(name: Exclude<TableName, 'person'>): Promise<Table> {
    if (!this.isCounted && COUNTING.has(name)) {
      for await (const slice of this.read.slices(true)) this.count(slice);
      this.isCounted = true;
    }
    this.made ??= this.source();
    return SUM_TABLES[name](await this.made, this.words);
  }

  private async *personRows(): AsyncGenerator<Row[]> {
    const { read, words } = this;
    const places = placesOf(read.sites);
    const lookup: PersonLookup = {
      siteOf: new Map(read.sites.map((site) => [site.id, site])),
      nameOf: (id) => read.nameOf(id),
      timezone: this.conference.timezone,
    };
    let nth = 0;
    const rowsOf = (people: readonly ReportedPerson[]): Row[] =>
      inOrderOfRoster(people, places).map((person) => personRow(person, (nth += 1), lookup, words));
    // Walk-ins whose own list the reader may not see stand together at the end.
    const strangers: ReportedPerson[] = [];
    for await (const slice of read.slices()) {
      this.count(slice);
      const own = slice.named.filter(({ homeSiteId }) => places.has(homeSiteId));
      if (own.length < slice.named.length)
        strangers.push(...slice.named.filter(({ homeSiteId }) => !places.has(homeSiteId)));
      yield rowsOf(own);
    }
    this.isCounted = true;
    yield rowsOf(strangers);
  }

  private count({ counted, named }: Slice): void {
    if (this.isCounted) return;
    this.bySite.add(counted);
    this.byUnit.add(named);
  }

  private async source(): Promise<SumsSource> {
    const { source, scope, reach, groups } = this.read;
    const [checkpointId] = scope.checkpointIds;
    const [bySite, byUnit] = [this.bySite.sums(), this.byUnit.sums()];
    const isOwn = new Set(bySite.lines.map(({ key }) => key.id));
    const confirmations = await readConfirmations(source, scope.conferenceId, checkpointId!);
    const amendments = await readAmendments(source, scope.conferenceId, checkpointId!, reach);
    return {
      bySite,
      byUnit,
      groups,
      confirmations: confirmations.filter(({ siteId }) => isOwn.has(siteId)),
      amendments: amendments.filter(({ siteId }) => isOwn.has(siteId)),
      timezone: this.conference.timezone,
    };
  }
}

/** Describes the workbook in its last sheet. */
export function aboutTable(
  words: ReportMessages,
  conference: ReportedConference,
  { checkpoints: [checkpoint], below, at }: Pick<ReportPeriod, 'checkpoints' | 'below' | 'at'>,
): Table {
  const { about, paper } = words;
  const rows = [
    [about.conference, conference.title],
    [paper.checkpoint, checkpoint.name],
    ...(below ? [[words.columns.area, below.name]] : []),
    [about.made, localTime(at, conference.timezone)],
    [about.timezone, conference.timezone],
    [about.share, words.shareOf],
  ];
  return { name: about.sheet, columns: [text(about.sheet, 24), text('', 80)], rows, hasTotal: false };
}

import type { Language } from '../../contract/languages.js';
import type { PaperSettings } from '../../contract/paper.js';
import type { TimelineEvent } from '../../contract/timeline.js';
import type { Day } from '../../contract/wire.js';
import { inSnapshot } from '../../platform/database/own-snapshot.js';
import { readFigures } from '../figures-read.js';
import { type PeriodJob, TooLargeReport } from '../report-job.js';
import { ReportRead } from '../report-read.js';
import { appendixPaper } from './appendix.rules.js';
import { minutesPaper } from './minutes.rules.js';
import type { Paper } from './paper.js';
import { paperStyle } from './paper-parts.rules.js';
import { summaryPaper } from './summary.rules.js';

/** A paper for a thread to write. */
export interface PaperJob extends PeriodJob {
  language: Language;
  settings: PaperSettings;
  paper:
    | { name: 'summary' | 'appendix' }
    /** `day`: whose minutes they are; `events`: what happened on it. */
    | { name: 'minutes'; day: Day; events: readonly TimelineEvent[] };
}

/** An appendix of so many is some 700 pages. */
const MOST_PEOPLE = 20_000;

/** Reads one moment of the database and makes the paper of it. @throws TooLargeReport */
export async function readPaper({
  database,
  language,
  settings,
  paper,
  ...period
}: PaperJob): Promise<Paper> {
  const style = paperStyle(language, settings);
  const withPeople = paper.name === 'appendix';
  const data = await inSnapshot(database, async (source) => {
    const read = await ReportRead.begin(source, period.scope);
    if (withPeople && read.people > MOST_PEOPLE) throw new TooLargeReport(`${read.people} people`);
    return readFigures(read, period, { withPeople });
  });
  if (paper.name === 'minutes') return minutesPaper(data, paper.events, style, paper.day);
  return paper.name === 'summary' ? summaryPaper(data, style) : appendixPaper(data, style);
}

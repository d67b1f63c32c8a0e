import type { ListFigures } from './board.js';
import type { SiteLevel } from './site.js';
import type { Day, Id, Instant } from './wire.js';

/**
 * One line of figures. Of a day with several checkpoints, everybody counts by the best of
 * them: room, screen, left, absent.
 */
export interface FiguresLine extends ListFigures {
  /** Connection points whose people are in the line. */
  sites: number;
  /** People of the list who are absent and have a substitute. */
  substituted: number;
  /** People of the list by how many checkpoints they were present at: `attended[k]` of them at exactly k. */
  attended: number[];
}
export interface CheckpointFigures extends FiguresLine {
  checkpointId: Id;
  name: string;
}
export interface LevelFigures extends FiguresLine {
  level: SiteLevel;
}
/** The sites below one topmost site, itself among them. `siteId` is `null` for sites that stand alone. */
export interface AreaFigures extends FiguresLine {
  siteId: Id | null;
  name: string | null;
}
export interface UnitFigures extends FiguresLine {
  /** `null`: people whose list names no unit. */
  unit: string | null;
}
/** A site whose own figure is not the length of its list. */
export interface DifferingSite {
  siteId: Id;
  code: string;
  name: string;
  expected: number;
  listed: number;
}
/**
 * The figures of the Reports page for one checkpoint or one day. The sums of
 * levels, areas and units are `total`.
 */
export interface ReportFigures {
  conferenceId: Id;
  /** When the figures were read. */
  asOf: Instant;
  timezone: string;
  /** `null` if the figures are of one checkpoint. */
  day: Day | null;
  total: FiguresLine;
  /** Oldest first; of one checkpoint, that one. */
  byCheckpoint: CheckpointFigures[];
  byLevel: LevelFigures[];
  byArea: AreaFigures[];
  byUnit: UnitFigures[];
  differing: DifferingSite[];
  /** Sites that have confirmed every one of the checkpoints. */
  confirmedSites: number;
}

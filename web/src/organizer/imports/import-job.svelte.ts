import type { ImportReport } from '#contract/import.js';
import { pathTo } from '#contract/routes.js';
import { ApiFault } from '../../shared/api.js';
import { upload } from '../parts/upload.js';
import { IMPORTS, type ImportKind } from './columns.js';

export type Step =
  | { at: 'choosing' }
  | { at: 'sending'; share: number; dryRun: boolean }
  | { at: 'checked'; report: ImportReport }
  | { at: 'done'; report: ImportReport };
/** What the service understood of the file, whether or not that is enough for an import. */
export type Understood = Pick<ImportReport, 'sheets' | 'columns'> &
  Partial<Pick<ImportReport, 'rows' | 'isRemembered' | 'warnings'>>;

/**
 * One import, from the choice of a file to its end: first a dry run, then, on a person's word, the real one.
 */
export class ImportJob {
  step = $state.raw<Step>({ at: 'choosing' });
  fault = $state.raw<unknown>(null);
  file = $state.raw<File | null>(null);
  understood = $state.raw<Understood | null>(null);
  /** True if personal codes that can be guessed are to be replaced. */
  replaceCodes = $state(false);
  /** True if codes of units from before 1 July 2025 are to be mapped. */
  oldCodes = $state(false);
  /** What a person has said about the columns; `null` if nothing. */
  #mapping: Record<string, string | null> | null = null;
  /** Sites that a person has chosen for texts that name none: from the text to the site's id. */
  choices = $state.raw<Record<string, string>>({});

  constructor(
    readonly kind: ImportKind,
    readonly conferenceId: string,
  ) {}

  /** Checks the file; nothing is stored by that. */
  async choose(file: File | null): Promise<void> {
    this.file = file;
    this.replaceCodes = false;
    this.#mapping = null;
    this.choices = {};
    this.oldCodes = false;
    this.understood = null;
    this.fault = null;
    this.step = { at: 'choosing' };
    if (file) await this.check();
  }
  /** @param replaceCodes absent: as chosen before */
  async check(replaceCodes: boolean = this.replaceCodes): Promise<void> {
    this.replaceCodes = replaceCodes;
    const report = await this.#send(true);
    if (report) this.step = { at: 'checked', report };
  }
  /** Maps the column to this field, or to none. */
  async map(key: string, field: string | null): Promise<void> {
    const columns = this.understood?.columns ?? [];
    this.#mapping = {
      ...Object.fromEntries(columns.map((column) => [column.key, column.field])),
      [key]: field,
    };
    await this.check();
  }
  async mapOldCodes(isMapping: boolean): Promise<void> {
    this.oldCodes = isMapping;
    await this.check();
  }
  /** Maps the text to this site, in every row. */
  async chooseSite(text: string, siteId: string): Promise<void> {
    this.choices = { ...this.choices, [text]: siteId };
    await this.check();
  }
  /** Imports the file. Answers true if it was imported. */
  async go(): Promise<boolean> {
    const report = await this.#send(false);
    if (report) this.step = report.errors.length > 0 ? { at: 'checked', report } : { at: 'done', report };
    return report !== null && report.errors.length === 0;
  }

  async #send(dryRun: boolean): Promise<ImportReport | null> {
    if (!this.file) return null;
    this.fault = null;
    this.step = { at: 'sending', share: 0, dryRun };
    const form = new FormData();
    if (this.#mapping) form.append('mapping', JSON.stringify(this.#mapping));
    if (Object.keys(this.choices).length > 0) form.append('choices', JSON.stringify(this.choices));
    form.append('file', this.file);
    try {
      const options = [this.replaceCodes && '&replaceCodes=true', this.oldCodes && '&oldCodes=true']
        .filter(Boolean)
        .join('');
      const path = `${pathTo(IMPORTS[this.kind].route, this.conferenceId)}?dryRun=${dryRun}${options}`;
      const report = await upload<ImportReport>(
        path,
        form,
        (share) => (this.step = { at: 'sending', share, dryRun }),
      );
      this.understood = report;
      return report;
    } catch (raised) {
      return this.#refused(raised);
    }
  }
  /** The data may have changed since the dry run, so a refusal may carry a report too. */
  #refused(raised: unknown): ImportReport | null {
    const problem =
      raised instanceof ApiFault ? (raised.problem as unknown as ImportReport | undefined) : undefined;
    if (problem?.columns) this.understood = problem;
    if (raised instanceof ApiFault && raised.code === 'import.rejected') return problem ?? null;
    this.fault = raised;
    this.step = { at: 'choosing' };
    return null;
  }
}

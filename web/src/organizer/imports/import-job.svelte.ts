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

/** One import from the choice of a file to its end: first a dry run, then, when nothing is wrong and somebody says so, the real one. */
export class ImportJob {
  step = $state.raw<Step>({ at: 'choosing' });
  fault = $state.raw<unknown>(null);
  file = $state.raw<File | null>(null);
  /** Personal codes that can be guessed are to be replaced. */
  replaceCodes = $state(false);

  constructor(
    readonly kind: ImportKind,
    readonly conferenceId: string,
  ) {}

  choose(file: File | null): void {
    this.file = file;
    this.replaceCodes = false;
    this.fault = null;
    this.step = { at: 'choosing' };
  }
  /** @param replaceCodes absent: as chosen before */
  async check(replaceCodes: boolean = this.replaceCodes): Promise<void> {
    this.replaceCodes = replaceCodes;
    const report = await this.#send(true);
    if (report) this.step = { at: 'checked', report };
  }
  /** True when it has been imported. */
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
    form.append('file', this.file);
    try {
      const path = `${pathTo(IMPORTS[this.kind].route, this.conferenceId)}?dryRun=${dryRun}${this.replaceCodes ? '&replaceCodes=true' : ''}`;
      return await upload<ImportReport>(
        path,
        form,
        (share) => (this.step = { at: 'sending', share, dryRun }),
      );
    } catch (raised) {
      return this.#refused(raised);
    }
  }
  /** The data may have changed since the dry run: a refusal with a report is a report. */
  #refused(raised: unknown): ImportReport | null {
    if (raised instanceof ApiFault && raised.code === 'import.rejected')
      return raised.problem as unknown as ImportReport;
    this.fault = raised;
    this.step = { at: 'choosing' };
    return null;
  }
}

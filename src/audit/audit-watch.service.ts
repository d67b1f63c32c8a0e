import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import { AuditTrail, RESTORED } from '../platform/audit/audit-trail.js';
import { RestoreNote } from '../platform/audit/restore-note.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { VERSION } from '../platform/version/version.js';
import { AuditCheckService } from './audit-check.service.js';

const DAY_MS = 24 * 3_600_000;
/** The check at the start pauses this many times as long as it has worked, for others. */
const REST = 3;

class Stopped extends Error {}

/**
 * Checks the trail after the start, beside the work, and names its end in the log then and each day: whoever
 * keeps the log can prove later that nothing before was changed.
 */
@Injectable()
export class AuditWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Audit');
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;
  private starting: Promise<void> = Promise.resolve();

  constructor(
    private readonly check: AuditCheckService,
    private readonly restored: RestoreNote,
    private readonly trail: AuditTrail,
    private readonly unitOfWork: UnitOfWork,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'diemcau_audit_breaks',
      'Places where the audit trail or the ledger is not as it was written, by the last check',
      () => this.check.state().verdict?.breaks.length ?? 0,
    );
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tellAnchor(), DAY_MS).unref();
    this.starting = this.start().catch((fault: unknown) => {
      if (!(fault instanceof Stopped)) this.log.error(fault as Error);
    });
  }
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.isStopping = true;
    await this.starting;
  }

  /** Resolves when the check after the start is over. */
  started(): Promise<void> {
    return this.starting;
  }

  private async start(): Promise<void> {
    const restore = this.restored.find();
    await this.unitOfWork.run((tx) => {
      if (restore !== null) tx.note({ act: RESTORED, detail: { ...restore } });
      tx.note({ act: 'service.started', detail: { version: VERSION } });
      return Promise.resolve();
    });
    this.restored.remove();
    this.tellAnchor();
    let began = performance.now();
    await this.check.check([], async () => {
      if (this.isStopping) throw new Stopped();
      await wait((performance.now() - began) * REST, undefined, { ref: false });
      began = performance.now();
    });
  }

  private tellAnchor(): void {
    const { anchor } = this.trail;
    if (anchor !== null) this.log.log({ msg: 'audit anchor', seq: anchor.seq, hash: anchor.hash });
  }
}

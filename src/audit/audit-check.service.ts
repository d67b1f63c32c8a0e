import { Injectable, Logger } from '@nestjs/common';
import { LedgerSealsService } from '../attendance/sealing/ledger-seals.service.js';
import type { AuditAnchor, AuditBreak, AuditState, AuditVerdict } from '../contract/audit.js';
import { AuditKey } from '../platform/audit/audit-key.js';
import { SERVICE_ACTOR } from '../platform/audit/audit-note.js';
import { AuditTrail, BROKEN, RESTORED } from '../platform/audit/audit-trail.js';
import { ChainCheck } from '../platform/audit/chain.rules.js';
import { Clock } from '../platform/clock/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { yieldToEventLoop } from '../platform/pace/pace.js';
import { auditLineOf } from './audit.presenter.js';
import { AuditRepository } from './audit.repository.js';
import { type NotedLine, partAnchors, unnoted } from './verdict.rules.js';

const SLICE = 250;

/** What a walk along the chain has gathered. */
interface Followed {
  breaks: AuditBreak[];
  noted: NotedLine[];
  restores: NotedLine[];
  seals: ReturnType<LedgerSealsService['newBook']>['all'];
  /** Hashes of the anchored lines, by `seq`. */
  hashes: Map<number, string>;
  head: AuditAnchor;
}

/** Follows the audit trail from its first line to its end, and compares the ledger with its seals. */
@Injectable()
export class AuditCheckService {
  private readonly log = new Logger('Audit');
  private running: Promise<unknown> = Promise.resolve();
  private verdict: AuditVerdict | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly key: AuditKey,
    private readonly lines: AuditRepository,
    private readonly seals: LedgerSealsService,
    private readonly trail: AuditTrail,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  state(): AuditState {
    return { verdict: this.verdict };
  }

  /**
   * Checks everything, and notes in the trail that it was asked for and each new break.
   * @param anchors ends that the log named on earlier days
   */
  async verify(anchors: readonly AuditAnchor[] = []): Promise<AuditVerdict> {
    await this.seals.seal();
    const verdict = await this.check(anchors, yieldToEventLoop);
    const { isWhole, breaks, lines, entries } = verdict;
    await this.unitOfWork.run((tx) => {
      tx.note({ detail: { isWhole, breaks: breaks.length, lines, entries } });
      return Promise.resolve();
    });
    return verdict;
  }

  /** As `verify`, one after the other. @param pause between two slices */
  check(anchors: readonly AuditAnchor[], pause: () => Promise<void>): Promise<AuditVerdict> {
    const checked = this.running.then(() => this.checkNow(anchors, pause));
    this.running = checked.catch(() => undefined);
    return checked;
  }

  private async checkNow(anchors: readonly AuditAnchor[], pause: () => Promise<void>): Promise<AuditVerdict> {
    const followed = await this.follow(anchors, pause);
    const { head, noted, restores, hashes, seals } = followed;
    const isInChain = ({ seq, hash }: AuditAnchor): boolean => hashes.get(seq) === hash;
    const { expected, lost } = partAnchors(anchors, restores, isInChain);
    const breaks: AuditBreak[] = [
      ...followed.breaks,
      ...this.unanchored(restores),
      ...expected
        .filter((anchor) => !isInChain(anchor))
        .map(({ seq }): AuditBreak => ({ what: seq > head.seq ? 'cut' : 'replaced', from: seq, to: seq })),
      ...(await this.seals.check(seals, pause)).map(({ from, to, count, found }): AuditBreak => ({
        what: 'ledger',
        from,
        to,
        count,
        found,
      })),
    ];
    const fresh = unnoted(breaks, noted);
    if (fresh.length > 0) await this.report(fresh);
    this.verdict = {
      isWhole: breaks.length === 0,
      breaks,
      noted: noted.length + fresh.length,
      lostByRestore: lost,
      lines: head.seq,
      entries: seals.reduce((sum, { count }) => sum + count, 0),
      head,
      checkedAt: this.clock.instant(),
    };
    return this.verdict;
  }

  private async follow(anchors: readonly AuditAnchor[], pause: () => Promise<void>): Promise<Followed> {
    // Read before the end of the database, which is then never behind it.
    const known = this.trail.anchors;
    const end = await this.lines.end();
    const chain = new ChainCheck(this.key.value, known);
    const asked = new Set(anchors.map(({ seq }) => seq));
    const [book, hashes] = [this.seals.newBook(), new Map<number, string>()];
    const [noted, restores]: NotedLine[][] = [[], []] as never;
    for (let after = 0; ; await pause()) {
      const rows = await this.lines.slice(after, end.seq, SLICE);
      for (const row of rows) {
        const seq = Number(row.seq);
        chain.add({ ...row, seq }, row.hash);
        if (asked.has(seq)) hashes.set(seq, row.hash);
        book.add(row);
        if (row.act === BROKEN) noted!.push(auditLineOf(row));
        else if (row.act === RESTORED) restores!.push(auditLineOf(row));
      }
      if (rows.length < SLICE) break;
      after = Number(rows.at(-1)!.seq);
    }
    const breaks: AuditBreak[] = chain.finish(end);
    if (end.lastSeq > end.seq) breaks.push({ what: 'altered', from: end.seq + 1, to: end.lastSeq });
    return { breaks, noted: noted!, restores: restores!, seals: book.all, hashes, head: chain.head };
  }

  /** The trail had lines when the service started, and no end was kept beside the secrets. */
  private unanchored(restores: readonly NotedLine[]): AuditBreak[] {
    const at = this.trail.unanchoredAt;
    const isRestored = restores.some(({ seq }) => at !== null && seq > at);
    return at === null || isRestored ? [] : [{ what: 'unanchored', from: at, to: at }];
  }

  private async report(breaks: readonly AuditBreak[]): Promise<void> {
    this.log.error({ msg: 'the audit trail, or the ledger, is not as it was written', breaks });
    await this.unitOfWork.run((tx) => {
      for (const { what, from, to, count, found } of breaks)
        tx.note({
          act: BROKEN,
          actor: SERVICE_ACTOR,
          object: null,
          detail: { what, from, to, count, found },
        });
      return Promise.resolve();
    });
  }
}

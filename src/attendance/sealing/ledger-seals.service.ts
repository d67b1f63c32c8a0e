import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AuditKey } from '../../platform/audit/audit-key.js';
import { type AuditNote, SERVICE_ACTOR } from '../../platform/audit/audit-note.js';
import { type Queryable, Reader } from '../../platform/database/reader.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { yieldToEventLoop } from '../../platform/pace/pace.js';
import {
  RESEALED,
  type Seal,
  SEAL_ENTRIES,
  SealBook,
  SEALED,
  sealIn,
  SealSum,
  type SealedRow,
} from './seal.rules.js';

const LOOK_MS = 60_000;
/** All columns by name. A column that is added later needs another form of seal. */
const ENTRIES = `SELECT e."seq", e."deliverySeq", e."id", e."kind", e."participantId", e."mode", e."method",
    e."reason", e."substituteFor", e."undoes", e."recordedAt", e."deviceSeq", e."offline", e."fingerprint",
    e."headcount", e."note", e."amendment", e."clockOffset",
    d."lastSeq", d."siteId", d."checkpointId", d."receivedAt", d."acceptedAt", d."late", d."deviceId",
    d."actorKind", d."actorId"
  FROM "attendance_entry" e JOIN "attendance_delivery" d ON d."seq" = e."deliverySeq"
  WHERE e."seq" >= $1 AND e."seq" <= $2 ORDER BY e."seq" LIMIT ${SEAL_ENTRIES}`;

/** A stretch of the ledger that is not as it was sealed. */
export interface LedgerBreak extends Seal {
  found: number;
}

/**
 * Notes in the audit trail what the ledger holds, a minute after recording and apart from it. Triggers forbid
 * changing the ledger; a seal shows a change by somebody who has removed them.
 */
@Injectable()
export class LedgerSealsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Audit');
  private timer: NodeJS.Timeout | undefined;
  private sealing: Promise<void> = Promise.resolve();

  constructor(
    private readonly key: AuditKey,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.seal(), LOOK_MS).unref();
  }
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.seal();
  }

  /** Seals what was recorded since the last seal. One after the other; never throws. */
  seal(): Promise<void> {
    this.sealing = this.sealing.then(() =>
      this.sealAll().catch((fault: unknown) => this.log.warn(fault as Error)),
    );
    return this.sealing;
  }

  /** Gathers the seals from lines of the trail. */
  newBook(): SealBook {
    return new SealBook();
  }

  /**
   * Finds the stretches that are not as sealed, slice by slice. One that differs may have been sealed again
   * since its seal was read: it counts only if it differs from its newest seal too.
   */
  async check(seals: readonly Seal[], pause: () => Promise<void>): Promise<LedgerBreak[]> {
    const breaks: LedgerBreak[] = [];
    for (const seal of seals) {
      const differs = (await this.differing(this.reader, seal)) !== null;
      const found = differs ? await this.differingNow(seal) : null;
      if (found !== null) breaks.push(found);
      await pause();
    }
    return breaks;
  }

  /**
   * Runs a rightful rewrite of entries: texts that name somebody who is erased, or all entries of a deleted
   * conference. Their stretches are sealed again in the same transaction; a stretch that was broken before
   * stays broken.
   * @param entries SQL of their numbers, as `SELECT "seq" FROM …`, with `$1 … $n`
   * @param book of one who rewrites slice by slice: only newer lines are read into it
   */
  async rewrite(
    tx: Transaction,
    entries: { sql: string; values: (string | number)[] },
    change: () => Promise<unknown>,
    book: SealBook = this.newBook(),
  ): Promise<void> {
    // Keeps the sealing out until the commit: what is hashed now would find no seal to renew.
    await tx.nextSeq(0);
    const rows = await tx.query<{ seq: number | string }>(entries.sql, entries.values);
    const seqs = rows.map(({ seq }) => Number(seq)).sort((a, b) => a - b);
    const touched = stretchesOf(await this.sealsIn(tx, book), seqs);
    const sound: Seal[] = [];
    for (const seal of touched) if ((await this.differing(tx, seal)) === null) sound.push(seal);
    await change();
    for (const { from, to } of sound) tx.note(noteOf(RESEALED, await this.sealOf(tx, from, to)));
  }

  /** Counts on from its own last seal: asked again, the trail may not show a seal that nobody commits. */
  private async sealAll(): Promise<void> {
    let last: number | null = await this.lastSealed();
    while ((last = await this.sealNext(last + 1)) !== null) await yieldToEventLoop();
  }

  /**
   * Hashes and notes one stretch in one transaction: entries that are rewritten beside it are so before or
   * after. It is small, since no entry is recorded meanwhile.
   * @returns its last entry; `null` if there was none
   */
  private async sealNext(from: number): Promise<number | null> {
    if (!(await this.hasEntries(from))) return null;
    return this.unitOfWork.run(async (tx) => {
      // The counter's row keeps out whoever records or rewrites, on PostgreSQL too.
      const upTo = (await tx.nextSeq(0)) - 1;
      const seal = await this.sealOf(tx, from, upTo);
      if (seal.count === 0) return null;
      tx.note(noteOf(SEALED, seal));
      return seal.to;
    });
  }

  /** Asked aside, so that nobody waits for a minute in which nothing was recorded. */
  private async hasEntries(from: number): Promise<boolean> {
    const rows = await this.reader.query(
      'SELECT "seq" FROM "attendance_entry" WHERE "seq" >= $1 ORDER BY "seq" LIMIT 1',
      [from],
    );
    return rows.length > 0;
  }

  /** The seal of the next entries, as many as fit into one. */
  private async sealOf(source: Queryable, from: number, to: number): Promise<Seal> {
    const rows = await source.query<SealedRow>(ENTRIES, [from, to]);
    const sum = new SealSum(this.key.value);
    for (const row of rows) sum.add(row);
    return sum.seal(from, rows.length === SEAL_ENTRIES ? sum.lastSeq : to);
  }

  private async differing(source: Queryable, seal: Seal): Promise<LedgerBreak | null> {
    const now = await this.sealOf(source, seal.from, seal.to);
    if (now.hash === seal.hash && now.to === seal.to) return null;
    const [{ count }] = (await source.query<{ count: number | string }>(
      `SELECT COUNT(*) AS "count" FROM "attendance_entry" e
         JOIN "attendance_delivery" d ON d."seq" = e."deliverySeq" WHERE e."seq" >= $1 AND e."seq" <= $2`,
      [seal.from, seal.to],
    )) as [{ count: number | string }];
    return { ...seal, found: Number(count) };
  }

  private differingNow(seal: Seal): Promise<LedgerBreak | null> {
    return this.reader.snapshot(async (source) => {
      const newest = (await this.sealsIn(source, this.newBook())).find(({ from }) => from === seal.from);
      return this.differing(source, newest ?? seal);
    });
  }

  private async lastSealed(): Promise<number> {
    const [row] = await this.reader.query<{ act: string; detail: string }>(
      'SELECT "act", "detail" FROM "audit_line" WHERE "act" = $1 ORDER BY "seq" DESC LIMIT 1',
      [SEALED],
    );
    return sealIn(row?.detail ?? null)?.to ?? 0;
  }

  private async sealsIn(source: Queryable, book: SealBook): Promise<Seal[]> {
    const lines = await source.query<{ seq: number | string; act: string; detail: string }>(
      `SELECT "seq", "act", "detail" FROM "audit_line"
        WHERE ("act" = $1 OR "act" = $2) AND "seq" > $3 ORDER BY "seq"`,
      [SEALED, RESEALED, book.lastLine],
    );
    for (const line of lines) book.add(line);
    book.lastLine = Number(lines.at(-1)?.seq ?? book.lastLine);
    return book.all;
  }
}

const noteOf = (act: string, seal: Seal): AuditNote => ({
  act,
  actor: SERVICE_ACTOR,
  object: null,
  detail: { ...seal },
});

/** The seals that hold any of these numbers; both in ascending order. */
function stretchesOf(seals: readonly Seal[], seqs: readonly number[]): Seal[] {
  let at = 0;
  return seals.filter(({ from, to }) => {
    while (at < seqs.length && seqs[at]! < from) at += 1;
    return at < seqs.length && seqs[at]! <= to;
  });
}

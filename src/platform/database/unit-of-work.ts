import { Injectable } from '@nestjs/common';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { AuditNote } from '../audit/audit-note.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { DomainEvent, EventBus } from '../events/event-bus.js';
import { Problem } from '../http/problem.js';
import { Databases } from './databases.js';
import { conditionOf } from './faults.js';
import type { Rows } from './rows.js';
import { type Dialect, type Prepared, preparedOn, runStatement, type SqlValue } from './statement.js';
import { StorageHealth } from './storage-health.js';
import { writeProbe } from './storage-probe.js';
import type { OpenTransaction } from './transactions.js';

/**
 * One open transaction: repositories and statements bound to it, and the news to tell once it has committed.
 */
export class Transaction {
  readonly announced: DomainEvent[] = [];
  readonly notes: AuditNote[] = [];
  private isDirty = false;

  constructor(
    private readonly open: OpenTransaction,
    readonly dialect: Dialect,
  ) {}

  /** Whether what it reads may hold what it has written itself, which a rollback takes back. */
  get hasWritten(): boolean {
    return this.isDirty;
  }

  repo<T extends ObjectLiteral>(entity: EntityTarget<T>): Rows<T> {
    this.open.assertOpen();
    // A repository may write.
    this.isDirty = true;
    return this.open.manager.getRepository(entity);
  }

  /** One statement with `$1 … $n`; the rows that it returns. */
  async query<T = unknown>(sql: string, values: SqlValue[] = []): Promise<T[]> {
    this.isDirty ||= !sql.startsWith('SELECT');
    return this.runs<T>(sql, values);
  }

  /**
   * SQLite's own statement, for `BulkInsert` alone; each run asks whether the transaction is still open.
   */
  prepared(sql: string): Prepared {
    const statement = preparedOn(this.open.manager, sql);
    this.isDirty = true;
    const asked =
      <R>(act: (values: unknown) => R) =>
      (values: unknown): R => {
        this.open.assertOpen();
        return act(values);
      };
    return {
      reader: statement.reader,
      all: asked((values) => statement.all(values)),
      run: asked((values) => statement.run(values)),
    };
  }

  /** Told to the event bus after the commit; dropped on rollback. */
  announce(event: DomainEvent): void {
    this.announced.push(event);
  }

  /**
   * Adds a line to the audit trail, written with the commit. A route with `@Traces` needs no call where the
   * row that it names is what changes; call it to name another thing or to say more.
   */
  note(note: AuditNote): void {
    this.notes.push(note);
  }

  /**
   * Reserves `count` numbers of the service-wide change counter and returns the first. The counter's row
   * stays locked until the commit, so that numbers become visible in their order, on PostgreSQL too.
   */
  async nextSeq(count = 1): Promise<number> {
    const [row] = await this.runs<{ value: number | string }>(
      'UPDATE "change_counter" SET "value" = "value" + $1 WHERE "id" = 1 RETURNING "value"',
      [count],
    );
    return Number(row!.value) - count + 1;
  }

  private runs<T>(sql: string, values: SqlValue[]): Promise<T[]> {
    this.open.assertOpen();
    return runStatement<T>(this.open.manager, this.dialect, sql, values);
  }
}

/** Called once, with all that the transaction has announced and what companions before it did. */
type Companion = (tx: Transaction, announced: readonly DomainEvent[]) => Promise<void> | void;

/**
 * Waiting beyond this many writes, new ones are answered 503: a queue without
 * an end is a loss in slow motion.
 */
const QUEUE_LIMIT = 2_000;

/**
 * The only way to write. SQLite has one connection that writes: two overlapping transactions lose
 * acknowledged rows, so there writes queue; PostgreSQL runs them side by side from its pool. Every
 * read that decides a write belongs inside. What the storage refuses leaves as a Problem of its
 * condition and is told to StorageHealth.
 */
@Injectable()
export class UnitOfWork {
  private tail: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private measure: (seconds: number, size: number) => void = () => undefined;
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly companions: Companion[] = [];

  constructor(
    private readonly databases: Databases,
    private readonly bus: EventBus,
    private readonly health: StorageHealth,
    private readonly trail: AuditTrail,
  ) {
    databases.beforeClose(() => this.settled().then(() => trail.idle()));
    health.probeBy(() => this.run(writeProbe));
  }

  /** Writes that have begun or wait. */
  get depth(): number {
    return this.waiting;
  }

  /** @param measure hears of each commit how long it took, and how many callers shared it */
  measureBy(measure: (seconds: number, size: number) => void): void {
    this.measure = measure;
  }

  /**
   * Lets a feature write into each transaction that announces something, before the commit. What it writes is
   * stored with the act or not at all; its fault fails the act.
   */
  beforeCommit(companion: Companion): void {
    this.companions.push(companion);
  }

  /**
   * Commits all of `work` or nothing, then tells what it announced.
   * @param askedAt when the caller came, in ms of `performance.now()`, if it has waited somewhere before
   * @param size how many callers share it
   * @throws Problem server.busy, server.storage, server.database-away
   */
  async run<T>(work: (tx: Transaction) => Promise<T>, askedAt = performance.now(), size = 1): Promise<T> {
    const writing = this.enqueue(() => this.measured(work, askedAt, size));
    this.underWay.add(writing);
    try {
      const { result, announced } = await writing;
      for (const event of announced) this.bus.publish(event);
      return result;
    } finally {
      this.underWay.delete(writing);
    }
  }

  /** Waits for the writes that have begun or wait, and for those that follow from them. */
  private async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }

  private async measured<T>(
    work: (tx: Transaction) => Promise<T>,
    askedAt: number,
    size: number,
  ): Promise<{ result: T; announced: DomainEvent[] }> {
    const begun = performance.now();
    const done = await this.transact(work, askedAt);
    this.measure((performance.now() - begun) / 1000, size);
    return done;
  }

  private async transact<T>(
    work: (tx: Transaction) => Promise<T>,
    askedAt: number,
  ): Promise<{ result: T; announced: DomainEvent[] }> {
    try {
      return await this.commitAll(work, askedAt);
    } catch (fault) {
      const condition = conditionOf(fault);
      if (condition === null) throw fault;
      this.health.refused(condition, fault);
      throw new Problem(condition, undefined, { cause: fault });
    }
  }

  private async commitAll<T>(
    work: (tx: Transaction) => Promise<T>,
    askedAt: number,
  ): Promise<{ result: T; announced: DomainEvent[] }> {
    const open = await this.databases.transactions.begin(askedAt);
    try {
      const tx = new Transaction(open, this.databases.dialect);
      const act = this.trail.begin(tx);
      const begun = act === null ? null : await act;
      const result = await work(tx);
      if (tx.announced.length > 0) for (const companion of this.companions) await companion(tx, tx.announced);
      const isTraced = begun !== null || tx.notes.length > 0;
      const told = isTraced ? await this.trail.write(tx, begun) : null;
      await open.commit();
      told?.();
      return { result, announced: tx.announced };
    } catch (fault) {
      await open.rollback();
      throw fault;
    }
  }

  private enqueue<T>(job: () => Promise<T>): Promise<T> {
    if (this.waiting >= QUEUE_LIMIT) return Promise.reject(new Problem('server.busy'));
    this.waiting += 1;
    const begun = this.databases.dialect === 'postgres' ? job() : this.tail.then(job, job);
    const done = begun.finally(() => (this.waiting -= 1));
    if (this.databases.dialect === 'sqlite') this.tail = done.catch(() => undefined);
    return done;
  }
}

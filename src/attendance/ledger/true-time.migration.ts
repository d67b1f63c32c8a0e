import type { MigrationInterface, QueryRunner } from 'typeorm';
import { confirmation, type ConfirmationFact } from '../../contract/confirmation.js';
import { type Fact, standing } from '../../contract/standing.js';
import type { Id } from '../../contract/wire.js';

type Said = Fact & ConfirmationFact & { seq: number };
interface StateRow {
  checkpointId: Id;
  participantId: Id;
  joinedTo: Id | null;
  state: string;
  siteId: Id | null;
  alsoAt: string;
  because: string;
  entrySeq: number | string | null;
  said: string;
}
interface ConfirmationRow {
  siteId: Id;
  checkpointId: Id;
  entrySeq: number | string | null;
  said: string;
}

const PAGE = 500;
/** Statements of this step alone: those of the service go on changing with its tables. */
const OF_ENTRY = `e."seq", e."id", e."kind", e."mode", e."reason", e."substituteFor", e."undoes",
  e."recordedAt", e."clockOffset", e."deviceSeq", e."headcount", e."note",
  d."siteId", d."deviceId", d."receivedAt"`;

/**
 * Keeps when a person's deciding entry happened beside their state, and judges what is stored by the
 * rule that no longer compares raw device clocks: a state that comes out otherwise gets a new
 * number, so that consoles fetch it.
 */
export class TrueTime1700000000160 implements MigrationInterface {
  name = 'TrueTime1700000000160';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "attendance_delivery" ADD COLUMN "acceptedAt" varchar(24)');
    await runner.query('ALTER TABLE "attendance_state" ADD COLUMN "happenedAt" varchar(24)');
    await new Recalculation(runner).run();
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "attendance_state" DROP COLUMN "happenedAt"');
    await runner.query('ALTER TABLE "attendance_delivery" DROP COLUMN "acceptedAt"');
  }
}

class Recalculation {
  private readonly isPostgres: boolean;
  constructor(private readonly runner: QueryRunner) {
    this.isPostgres = runner.connection.options.type === 'postgres';
  }

  async run(): Promise<void> {
    for (let [checkpointId, participantId] = ['', '']; ;) {
      const rows = await this.query<StateRow>(
        `SELECT s."checkpointId", s."participantId", s."state", s."siteId", s."alsoAt", s."because",
           s."entrySeq", s."said", p."joinedTo"
         FROM "attendance_state" s LEFT JOIN "participant" p ON p."id" = s."participantId"
         WHERE (s."checkpointId", s."participantId") > (?, ?)
         ORDER BY s."checkpointId", s."participantId" LIMIT ${PAGE}`,
        [checkpointId, participantId],
      );
      await this.states(rows);
      if (rows.length < PAGE) break;
      ({ checkpointId, participantId } = rows.at(-1)!);
    }
    for (let [siteId, checkpointId] = ['', '']; ;) {
      const rows = await this.query<ConfirmationRow>(
        `SELECT "siteId", "checkpointId", "entrySeq", "said" FROM "attendance_confirmation"
         WHERE ("siteId", "checkpointId") > (?, ?) ORDER BY "siteId", "checkpointId" LIMIT ${PAGE}`,
        [siteId, checkpointId],
      );
      await this.confirmations(rows);
      if (rows.length < PAGE) break;
      ({ siteId, checkpointId } = rows.at(-1)!);
    }
  }

  private async states(rows: readonly StateRow[]): Promise<void> {
    const said = await this.saidBy(rows);
    for (const row of rows) {
      // A walk-in who turned out to be another stands nowhere, whatever was said of them.
      if (row.joinedTo !== null) continue;
      const own = said(row);
      const { state, siteId, because, alsoAt, entryId, happenedAt } = standing(own);
      const entrySeq = own.find(({ id }) => id === entryId)?.seq ?? null;
      const after = [state, siteId, JSON.stringify(alsoAt), because, entrySeq];
      const isSame =
        JSON.stringify(after) ===
        JSON.stringify([
          row.state,
          row.siteId,
          row.alsoAt,
          row.because,
          row.entrySeq === null ? null : Number(row.entrySeq),
        ]);
      if (isSame && happenedAt === null) continue;
      const seq = isSame ? null : await this.nextSeq();
      await this.query(
        `UPDATE "attendance_state" SET "state" = ?, "siteId" = ?, "alsoAt" = ?, "because" = ?, "entrySeq" = ?,
           "happenedAt" = ?, "seq" = COALESCE(?, "seq")
         WHERE "checkpointId" = ? AND "participantId" = ?`,
        [...after, happenedAt, seq, row.checkpointId, row.participantId],
      );
    }
  }

  private async confirmations(rows: readonly ConfirmationRow[]): Promise<void> {
    const said = await this.saidBy(rows);
    for (const row of rows) {
      const own = said(row);
      const { entryId } = confirmation(own);
      const entrySeq = own.find(({ id }) => id === entryId)?.seq ?? null;
      if (entrySeq === (row.entrySeq === null ? null : Number(row.entrySeq))) continue;
      const seq = await this.nextSeq();
      await this.query(
        `UPDATE "attendance_confirmation" SET "entrySeq" = ?, "seq" = ?
         WHERE "siteId" = ? AND "checkpointId" = ?`,
        [entrySeq, seq, row.siteId, row.checkpointId],
      );
    }
  }

  /** The entries that each of these rows names, and the undos of them. */
  private async saidBy(rows: readonly { said: string }[]): Promise<(row: { said: string }) => Said[]> {
    const seqs = JSON.stringify(rows.flatMap(({ said }) => JSON.parse(said) as number[]));
    const listed = this.isPostgres
      ? 'SELECT CAST(x.value AS bigint) FROM jsonb_array_elements_text(CAST(? AS jsonb)) AS x(value)'
      : 'SELECT value FROM json_each(?)';
    const from = 'FROM "attendance_entry" e JOIN "attendance_delivery" d ON d."seq" = e."deliverySeq"';
    const entries = (
      await this.query<Said>(`SELECT ${OF_ENTRY} ${from} WHERE e."seq" IN (${listed})`, [seqs])
    ).map(numbered);
    const undos = (
      await this.query<Said>(
        `SELECT ${OF_ENTRY} ${from}
         WHERE e."undoes" IN (SELECT t."id" FROM "attendance_entry" t WHERE t."seq" IN (${listed}))`,
        [seqs],
      )
    ).map(numbered);
    const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
    return ({ said }) => {
      const own = (JSON.parse(said) as number[]).flatMap((seq) => bySeq.get(Number(seq)) ?? []);
      const ids = new Set(own.map(({ id }) => id));
      return [...own, ...undos.filter(({ undoes }) => ids.has(undoes!))];
    };
  }

  private async nextSeq(): Promise<number> {
    await this.query('UPDATE "change_counter" SET "value" = "value" + 1 WHERE "id" = 1', []);
    const [row] = await this.query<{ value: number | string }>(
      'SELECT "value" FROM "change_counter" WHERE "id" = 1',
      [],
    );
    return Number(row!.value);
  }

  /** `?` in the order of the values, on both databases. */
  private query<T>(sql: string, values: (string | number | null)[]): Promise<T[]> {
    let at = 0;
    return this.runner.query(
      this.isPostgres ? sql.replace(/\?/g, () => `$${(at += 1)}`) : sql,
      values,
    ) as Promise<T[]>;
  }
}

/** pg gives bigints as text. */
const numbered = (row: Said): Said => ({
  ...row,
  seq: Number(row.seq),
  deviceSeq: row.deviceSeq === null ? null : Number(row.deviceSeq),
  clockOffset: row.clockOffset === null ? null : Number(row.clockOffset),
});

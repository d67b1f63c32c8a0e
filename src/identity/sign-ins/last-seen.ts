import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { recordset } from '../../platform/database/statement.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

const WRITE_EVERY = 30_000;

/**
 * Writes when sign-ins were last seen, many at once and never in a request's way; takes the
 * expired ones out on the same round.
 */
@Injectable()
export class LastSeen implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(LastSeen.name);
  private noted = new Map<Id, number>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly clock: Clock,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  note(signInId: Id, at: number): void {
    this.noted.set(signInId, at);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.write(), WRITE_EVERY).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  /** A figure of convenience: a failed write is logged and forgotten. */
  private async write(): Promise<void> {
    const rows = [...this.noted].map(([id, at]) => ({ id, at: new Date(at).toISOString() }));
    this.noted = new Map();
    try {
      await this.unitOfWork.run(async (tx) => {
        for (const table of ['sign_in', 'revoked_sign_in'])
          await tx.query(`DELETE FROM "${table}" WHERE "expiresAt" <= $1`, [this.clock.instant()]);
        if (rows.length === 0) return;
        const seen = recordset(tx.dialect, 1, { id: 'text', at: 'text' });
        await tx.query(
          `UPDATE "sign_in" SET "lastSeenAt" = r."at" FROM ${seen} WHERE "sign_in"."id" = r."id"`,
          [JSON.stringify(rows)],
        );
      });
    } catch (fault) {
      this.log.warn(fault);
    }
  }
}

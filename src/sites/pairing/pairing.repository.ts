import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Site } from '../../contract/site.js';
import type { Id, Instant } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { BulkInsert } from '../../platform/database/bulk-insert.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { PairingRow } from './pairing.entity.js';
import { pairingCode, pairingExpiry } from './pairing.rules.js';

const newRows = new BulkInsert<Omit<PairingRow, 'usedAt' | 'invitationId'>>('pairing', {
  id: 'text',
  conferenceId: 'text',
  siteId: 'text',
  codeHash: 'text',
  createdAt: 'text',
  expiresAt: 'text',
});

/** Unused codes of one invitation: some colleagues may open it at once. */
const UNUSED_AT_MOST = 5;

/** The site that a used code opens, and when it was used. */
export type Redeemed = Pick<PairingRow, 'siteId' | 'conferenceId'> & { usedAt: Instant };

/** Single-use codes. Only a keyed hash of a code is stored. */
@Injectable()
export class PairingRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Makes a code for each site, in their order. @param endsOn the last day of their conference */
  async make(sites: readonly Site[], endsOn: string): Promise<{ codes: string[]; expiresAt: Instant }> {
    const expiresAt = pairingExpiry(this.clock.now(), endsOn);
    const createdAt = this.clock.instant();
    const codes = sites.map(() => pairingCode(randomBytes(10)));
    const rows = sites.map((site, at) => ({
      id: this.ids.next(),
      conferenceId: site.conferenceId,
      siteId: site.id,
      codeHash: this.hash(codes[at]!),
      createdAt,
      expiresAt,
    }));
    await this.unitOfWork.run((tx) => {
      tx.note({ detail: { made: rows.length } });
      return newRows.run(tx, rows);
    });
    return { codes, expiresAt };
  }

  /** Mints a code of an invitation. The oldest unused ones end: a link in a chat leaves few behind. */
  async mint(
    tx: Transaction,
    minted: Pick<PairingRow, 'siteId' | 'conferenceId' | 'expiresAt'> & { invitationId: Id },
  ): Promise<string> {
    const code = pairingCode(randomBytes(10));
    await tx.query(
      `DELETE FROM "pairing" WHERE "invitationId" = $1 AND "usedAt" IS NULL AND "id" NOT IN (
        SELECT "id" FROM "pairing" WHERE "invitationId" = $1 AND "usedAt" IS NULL
        ORDER BY "id" DESC LIMIT $2)`,
      [minted.invitationId, UNUSED_AT_MOST - 1],
    );
    await tx.repo(PairingRow).insert({
      ...minted,
      id: this.ids.next(),
      codeHash: this.hash(code),
      createdAt: this.clock.instant(),
      usedAt: null,
    });
    return code;
  }

  /** The unused codes of an invitation open nothing any more. */
  async dropUnusedOf(tx: Transaction, invitationId: Id): Promise<void> {
    await tx.query('DELETE FROM "pairing" WHERE "invitationId" = $1 AND "usedAt" IS NULL', [invitationId]);
  }

  /**
   * Redeems a code; returns its site and conference.
   * @throws Problem auth.code-invalid (wrong, used and expired alike)
   */
  async redeem(tx: Transaction, code: string): Promise<Redeemed> {
    const usedAt = this.clock.instant();
    const [pairing] = await tx.query<Omit<Redeemed, 'usedAt'>>(
      `UPDATE "pairing" SET "usedAt" = $1 WHERE "codeHash" = $2 AND "usedAt" IS NULL AND "expiresAt" > $1
        RETURNING "siteId", "conferenceId"`,
      [usedAt, this.hash(code)],
    );
    if (!pairing) throw new Problem('auth.code-invalid');
    return { ...pairing, usedAt };
  }

  private hash(code: string): string {
    return this.secrets.keyed('pairing', code);
  }
}

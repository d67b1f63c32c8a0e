import { Injectable } from '@nestjs/common';
import type { OwnSignIn, OwnToken } from '../../contract/account.js';
import type { Organizer } from '../../contract/auth.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOf, pageOf } from '../../platform/http/page.dto.js';
import { Problem } from '../../platform/http/problem.js';
import { AccessService } from './access.service.js';
import { SignInRow } from './sign-in.entity.js';

type Kind = 'browser' | 'token';

/** One's own sign-ins and tokens: seen, and ended one by one. */
@Injectable()
export class OwnSignInsService {
  constructor(
    private readonly access: AccessService,
    private readonly clock: Clock,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Oldest first. @param current the one that asks */
  browsers(actor: Organizer, current: Id, query: PageQuery): Promise<Page<OwnSignIn>> {
    return this.list(actor, 'browser', query, (row) => ({ ...shown(row), isCurrent: row.id === current }));
  }

  /** Oldest first. */
  tokens(actor: Organizer, query: PageQuery): Promise<Page<OwnToken>> {
    return this.list(actor, 'token', query, (row) => ({ ...shown(row), scopes: row.scopes ?? [] }));
  }

  /** @throws Problem sign-in.not-found, for one of somebody else as well */
  async end({ accountId }: Organizer, id: Id, kind: Kind): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const row = await tx.repo(SignInRow).findOneBy({ id });
      if (row?.subjectId !== accountId || kindOf(row) !== kind) throw new Problem('sign-in.not-found');
      await this.access.endAll(tx, { signInId: id }, 'revoked');
      tx.note({ object: { kind: 'sign-in', id } });
    });
  }

  private async list<T>(
    { accountId }: Organizer,
    kind: Kind,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
    wire: (row: SignInRow) => T,
  ): Promise<Page<T>> {
    const rows = await this.reader.query<Omit<SignInRow, 'scopes'> & { scopes: string | null }>(
      `SELECT * FROM "sign_in"
        WHERE "subjectId" = $1 AND "expiresAt" > $2 AND "id" > $3
          AND "scopes" IS ${kind === 'token' ? 'NOT NULL' : 'NULL'}
        ORDER BY "id" LIMIT $4`,
      [accountId, this.clock.instant(), idOf(after) ?? '', limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => wire({ ...row, scopes: row.scopes === null ? null : (JSON.parse(row.scopes) as never) }),
    );
  }
}

const kindOf = ({ scopes }: SignInRow): Kind => (scopes === null ? 'browser' : 'token');

const shown = ({ id, name, createdAt, lastSeenAt, expiresAt }: SignInRow): Omit<OwnSignIn, 'isCurrent'> => ({
  id,
  name,
  createdAt,
  lastSeenOn: lastSeenAt?.slice(0, 10) ?? null,
  expiresAt,
});

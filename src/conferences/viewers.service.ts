import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/sign-ins/access.service.js';
import { AttemptsService } from '../identity/attempts/attempts.service.js';
import type { Caller } from '../identity/attempts/callers.service.js';
import type { Principal, ViewerLink } from '../contract/auth.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { idOf, pageOf } from '../platform/http/page.dto.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { Secrets } from '../platform/secrets/secrets.js';
import { ConferencesService } from './conferences.service.js';
import { ViewerRow } from './viewer.entity.js';

/** Links for walls: each shows the board of one conference until it is revoked. */
@Injectable()
export class ViewersService {
  constructor(
    private readonly access: AccessService,
    private readonly attempts: AttemptsService,
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly ids: Ids,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async list(
    actor: Principal,
    conferenceId: string,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<ViewerLink>> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    const last = idOf(after) ?? '';
    const rows = await this.reader.query<Pick<ViewerRow, 'id' | 'name' | 'createdAt'>>(
      `SELECT "id", "name", "createdAt" FROM "viewer" WHERE "conferenceId" = $1 AND "id" > $2
        ORDER BY "id" LIMIT $3`,
      [id, last, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** The token is in this answer and nowhere else. */
  async create(actor: Principal, conferenceId: string, name: string, baseUrl: string): Promise<ViewerLink> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const token = Secrets.token();
    const row = {
      id: this.ids.next(),
      conferenceId: conference.id,
      name,
      tokenHash: Secrets.fingerprint(token),
      createdAt: this.clock.instant(),
    };
    await this.unitOfWork.run((tx) => {
      tx.note({ object: { kind: 'viewer', id: row.id }, after: row });
      return tx.repo(ViewerRow).insert(row);
    });
    return { id: row.id, name, createdAt: row.createdAt, token, url: `${baseUrl}/organizer#view=${token}` };
  }

  /** The link and every wall signed in by it. @throws Problem viewer.not-found */
  revoke(id: Id): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const { affected } = await tx.repo(ViewerRow).delete({ id });
      if (!affected) throw new Problem('viewer.not-found');
      await this.access.endAll(tx, { viewerId: id }, 'revoked');
    });
  }

  /** Signs a wall in. @throws Problem auth.code-invalid, rate.limited */
  view(token: string, caller: Caller): Promise<{ principal: Principal; token: string; expiresAt: string }> {
    const tokenHash = Secrets.fingerprint(token);
    const form = Secrets.hasTokenForm(token) ? 'strong' : 'typo';
    return this.attempts.guard({ kind: 'view', subject: tokenHash, form, caller }, () =>
      this.unitOfWork.run(async (tx) => {
        const viewer = await tx.repo(ViewerRow).findOneBy({ tokenHash });
        if (!viewer) throw new Problem('auth.code-invalid');
        const principal: Principal = {
          kind: 'viewer',
          viewerId: viewer.id,
          name: viewer.name,
          conferenceId: viewer.conferenceId,
        };
        return { principal, ...(await this.access.open(tx, principal, { name: viewer.name })) };
      }),
    );
  }
}

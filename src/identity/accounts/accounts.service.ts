import { Injectable } from '@nestjs/common';
import {
  type Account,
  type AccountCreate,
  type AccountInvitation,
  type AccountPatch,
  type AccountScope,
  type InvitedAccount,
} from '../../contract/account.js';
import { cleanText } from '../../contract/clean-text.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { brokenConstraint } from '../../platform/database/constraint.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf, textAndIdOf } from '../../platform/http/page.dto.js';
import { refuseOutdated } from '../../platform/http/if-match.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { ConferenceOfService } from '../guard/conference-of.service.js';
import { ProviderSubjectsRepository } from '../providers/provider-subjects.repository.js';
import { loginKey } from '../sign-ins/access.rules.js';
import type { AccountRow } from './account.entity.js';
import { type AccountFacts, accountOf } from './account.presenter.js';
import { AccountStandingService } from './account-standing.service.js';
import { AccountsRepository } from './accounts.repository.js';
import { changed, isShutOut, scopeOf } from './accounts.rules.js';
import { invitationUrl, newInvitation } from './invitation-link.js';
import { lockedAccount } from './locked-account.js';

/** The accounts of the installation, as its owners see and change them. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
    private readonly conferenceOf: ConferenceOfService,
    private readonly ids: Ids,
    private readonly standing: AccountStandingService,
    private readonly subjects: ProviderSubjectsRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** In order of their logins. */
  async list({ limit = PAGE_LIMIT.default, after }: PageQuery): Promise<Page<Account>> {
    const rows = await this.accounts.page(textAndIdOf(after), limit + 1);
    const ids = rows.map(({ id }) => id);
    const [seen, subjects] = await Promise.all([
      this.accounts.lastSeenOf(ids),
      this.subjects.ofAccounts(ids),
    ]);
    const facts = ({ id }: AccountRow): AccountFacts => ({
      lastSeenAt: seen.get(id) ?? null,
      subject: subjects.get(id) ?? null,
    });
    return pageOf(
      rows,
      limit,
      ({ loginKey: key, id }) => [key, id],
      (row) => accountOf(row, facts(row)),
    );
  }

  /** @throws Problem account.not-found */
  async get(id: Id): Promise<Account> {
    const row = await this.accounts.find(id);
    if (!row) throw new Problem('account.not-found');
    const [seen, subjects] = await Promise.all([
      this.accounts.lastSeenOf([id]),
      this.subjects.ofAccounts([id]),
    ]);
    return accountOf(row, { lastSeenAt: seen.get(id) ?? null, subject: subjects.get(id) ?? null });
  }

  /**
   * A new account, and the link by which its owner sets the password.
   * @throws Problem account.login-taken, account.conference-unknown
   */
  async create({ login, name, role, scope = 'all' }: AccountCreate, base: string): Promise<InvitedAccount> {
    await this.askConferences(scope);
    const now = this.clock.instant();
    const row: AccountRow = {
      id: this.ids.next(),
      login: cleanText(login).trim(),
      loginKey: loginKey(login),
      name,
      passwordHash: null,
      role,
      scope: scopeOf(role, scope),
      disabledAt: null,
      roleBy: 'hand',
      withdrawnAt: null,
      createdAt: now,
      updatedAt: now,
    };
    try {
      const invitation = await this.unitOfWork.run(async (tx) => {
        await this.accounts.insert(tx, row);
        tx.note({ object: { kind: 'account', id: row.id }, after: row });
        return this.invitation(tx, row.id, base);
      });
      return { ...accountOf(row, { lastSeenAt: null, subject: null }), invitation };
    } catch (fault) {
      throw brokenConstraint(fault) === 'unique' ? new Problem('account.login-taken') : fault;
    }
  }

  /**
   * Whoever is disabled is out at once. Another role or scope holds from the next request on.
   * @throws Problem account.not-found, account.last-owner, account.conference-unknown, account.not-bound
   */
  async change(id: Id, patch: AccountPatch, ifMatch: string | null = null): Promise<Account> {
    if (patch.scope !== undefined) await this.askConferences(patch.scope);
    return this.unitOfWork.run(async (tx) => {
      // Holds off others who do the same: two owners could each take the other for the last but one.
      await tx.nextSeq();
      const before = await lockedAccount(tx, id);
      if (!before) throw new Problem('account.not-found');
      refuseOutdated(ifMatch, before);
      const subject = await this.subjects.ofAccount(tx, id);
      if (patch.roleBy === 'provider' && subject === null) throw new Problem('account.not-bound');
      const after = changed(before, patch, subject, this.clock.instant());
      if (await this.standing.isLastOwner(tx, before, after)) throw new Problem('account.last-owner');
      await this.standing.save(tx, before, after);
      tx.note({ act: actOf(before, after), object: { kind: 'account', id }, before, after });
      const lastSeenAt = (await this.accounts.lastSeenOf([id], tx)).get(id) ?? null;
      return accountOf(after, { lastSeenAt, subject });
    });
  }

  /**
   * A new link for a new account, or for somebody who has forgotten the password. The one before ends; the
   * password holds until the link is used.
   * @throws Problem account.not-found, account.disabled
   */
  invite(id: Id, base: string): Promise<AccountInvitation> {
    return this.unitOfWork.run(async (tx) => {
      const account = await lockedAccount(tx, id);
      if (!account) throw new Problem('account.not-found');
      if (isShutOut(account)) throw new Problem('account.disabled');
      tx.note({ object: { kind: 'account', id } });
      return this.invitation(tx, id, base);
    });
  }

  private async invitation(tx: Transaction, accountId: Id, base: string): Promise<AccountInvitation> {
    const { token, row } = newInvitation(accountId, this.clock.now());
    await this.accounts.putInvitation(tx, row);
    return { url: invitationUrl(base, token), expiresAt: row.expiresAt };
  }

  private async askConferences(scope: AccountScope): Promise<void> {
    const conferences = this.conferenceOf.thing('conferences');
    for (const id of scope === 'all' ? [] : scope)
      if ((await conferences?.find(id))?.conferenceId !== id) throw new Problem('account.conference-unknown');
  }
}

/** What the trail calls the change. Disabling has an act of its own, so that one can filter by it. */
function actOf(before: AccountRow, after: AccountRow): string {
  if ((before.disabledAt === null) === (after.disabledAt === null)) return 'account.changed';
  return after.disabledAt === null ? 'account.enabled' : 'account.disabled';
}

import { Injectable, Logger } from '@nestjs/common';
import { oneLine } from '../../contract/clean-text.js';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { brokenConstraint } from '../../platform/database/constraint.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import type { AccountRow } from '../accounts/account.entity.js';
import { isShutOut } from '../accounts/accounts.rules.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AccountStandingService } from '../accounts/account-standing.service.js';
import { lockedAccount } from '../accounts/locked-account.js';
import { type Opened, OrganizersService } from '../accounts/organizers.service.js';
import { loginKey } from '../sign-ins/access.rules.js';
import type { ProviderIdentity } from './open-id-provider.js';
import { afterTold, loginsFor, type Told } from './provider.rules.js';
import type { ProviderSubjectRow } from './provider-subject.entity.js';
import { ProviderSubjectsRepository } from './provider-subjects.repository.js';
import { shortened } from '../../contract/shortened.js';

/** The account and sign-in of somebody who binds their account. */
export interface OwnSignIn {
  accountId: Id;
  signInId: Id;
}
const NAME_LENGTH = 200;

/**
 * Accounts of those who sign in at the provider. Issuer and subject bind them, never an e-mail address. At
 * each sign-in the groups give the role anew, unless an owner gave one by hand.
 */
@Injectable()
export class ProviderAccountsService {
  private readonly log = new Logger('OpenID Connect');

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly organizers: OrganizersService,
    private readonly standing: AccountStandingService,
    private readonly subjects: ProviderSubjectsRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Signs in whoever came back from the provider. Somebody new gets an account if their groups have a role.
   * @param name of the sign-in, such as the browser's
   * @throws Problem auth.no-role, auth.account-disabled
   */
  async signIn(who: ProviderIdentity, told: Told, name: string): Promise<Opened> {
    const run = (): Promise<Opened | null> =>
      this.unitOfWork.run(async (tx) => {
        // Serializes changes of accounts: one owner with a password has to be left.
        await tx.nextSeq();
        const account = await this.accountOf(tx, who, told);
        return isShutOut(account)
          ? null
          : this.organizers.openFor(tx, account, { name, providerSid: who.sid ?? '' });
      });
    // Two first sign-ins of one person at once, or a login that was taken meanwhile.
    const opened = await run().catch((fault: unknown) => {
      if (brokenConstraint(fault) !== 'unique') throw fault;
      return run();
    });
    // After the commit: the withdrawn role has to stay written.
    if (opened === null) throw new Problem('auth.no-role');
    return opened;
  }

  /**
   * Binds the account of a signed-in person to whoever came back from the provider. The role stays by hand.
   * @throws Problem account.bound-already
   */
  async bind(who: ProviderIdentity, told: Told, { accountId, signInId }: OwnSignIn): Promise<void> {
    try {
      await this.unitOfWork.run(async (tx) => {
        await this.subjects.insert(tx, this.subjectOf(who, told, accountId));
        tx.note({
          act: 'account.bound',
          actor: { kind: 'account', id: accountId, signInId },
          object: { kind: 'account', id: accountId },
        });
      });
    } catch (fault) {
      if (brokenConstraint(fault) !== 'unique') throw fault;
      throw new Problem('account.bound-already');
    }
  }

  private async accountOf(tx: Transaction, who: ProviderIdentity, told: Told): Promise<AccountRow> {
    const subject = await this.subjects.find(tx, who.issuer, who.subject);
    const account = subject && (await lockedAccount(tx, subject.accountId));
    if (!account) return this.newAccount(tx, who, told);
    if (account.disabledAt !== null) throw new Problem('auth.account-disabled');
    await this.subjects.save(tx, { ...subject, ...this.toldNow(subject, told) });
    const next = afterTold(account, told, this.clock.instant());
    if (next === account) return account;
    if (await this.standing.isLastOwner(tx, account, next)) {
      this.log.warn(`${account.login} stays an owner: nobody else could sign in by a password`);
      return account;
    }
    const after = { ...next, updatedAt: this.clock.instant() };
    const act = isShutOut(after) ? 'account.withdrawn' : 'account.changed';
    tx.note({ act, object: { kind: 'account', id: account.id }, before: account, after });
    return this.standing.save(tx, account, after);
  }

  private async newAccount(tx: Transaction, who: ProviderIdentity, told: Told): Promise<AccountRow> {
    if (!told) throw new Problem('auth.no-role');
    const id = this.ids.next();
    const { preferred_username: preferred, name } = who.claims;
    const login = await this.freeLogin(tx, loginsFor(preferred, id));
    const now = this.clock.instant();
    const row: AccountRow = {
      id,
      login,
      loginKey: loginKey(login),
      name: (typeof name === 'string' ? shortened(oneLine(name), NAME_LENGTH) : '') || login,
      passwordHash: null,
      ...told,
      roleBy: 'provider',
      withdrawnAt: null,
      disabledAt: null,
      createdAt: now,
      updatedAt: now,
    };
    await this.accounts.insert(tx, row);
    tx.note({ act: 'account.made', object: { kind: 'account', id }, after: row });
    await this.subjects.insert(tx, this.subjectOf(who, told, id));
    return row;
  }

  private async freeLogin(tx: Transaction, logins: string[]): Promise<string> {
    const taken = await this.accounts.takenOf(tx, logins.map(loginKey));
    return logins.find((login) => !taken.has(loginKey(login)))!;
  }

  private subjectOf({ issuer, subject }: ProviderIdentity, told: Told, accountId: Id): ProviderSubjectRow {
    const now = this.clock.instant();
    const nothing = { role: null, scope: [], groupsMissingSince: null };
    const row = { issuer, subject, accountId, ...nothing, createdAt: now, signedInAt: now };
    return { ...row, ...this.toldNow(row, told) };
  }

  /** Keeps what the groups gave last where the provider leaves them out now. */
  private toldNow(
    before: Pick<ProviderSubjectRow, 'groupsMissingSince'>,
    told: Told,
  ): Partial<ProviderSubjectRow> {
    const signedInAt = this.clock.instant();
    if (told === undefined)
      return { signedInAt, groupsMissingSince: before.groupsMissingSince ?? signedInAt };
    const right = told ?? { role: null, scope: [] as const };
    return { signedInAt, groupsMissingSince: null, ...right };
  }
}

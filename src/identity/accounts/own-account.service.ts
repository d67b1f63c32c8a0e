import { Injectable } from '@nestjs/common';
import type { InvitedCheckReply } from '../../contract/account.js';
import type { Organizer } from '../../contract/auth.js';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { type Attempt, AttemptsService } from '../attempts/attempts.service.js';
import type { Caller } from '../attempts/callers.service.js';
import { AccessService } from '../sign-ins/access.service.js';
import type { AccountRow } from './account.entity.js';
import { AccountsRepository } from './accounts.repository.js';
import { isShutOut } from './accounts.rules.js';
import { lockedAccount } from './locked-account.js';
import { type Opened, OrganizersService } from './organizers.service.js';
import { Passwords } from './passwords.js';

/** What somebody does with their own account: takes an invitation, changes the password. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly access: AccessService,
    private readonly attempts: AttemptsService,
    private readonly clock: Clock,
    private readonly organizers: OrganizersService,
    private readonly passwords: Passwords,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Whose invitation it is. @throws Problem auth.invitation-invalid, rate.limited */
  async check(token: string, caller: Caller): Promise<InvitedCheckReply> {
    const { login, name } = await this.invited(token, caller);
    return { login, name };
  }

  /**
   * Sets the password, and signs in. The link is used up; what was signed in by the account before is out.
   * @param name of the browser
   * @throws Problem auth.invitation-invalid, auth.password-weak, rate.limited
   */
  async join(token: string, password: string, caller: Caller, name: string): Promise<Opened> {
    // Looked up first: a stranger without the link must not make us hash.
    const { id, login } = await this.invited(token, caller);
    const passwordHash = await this.passwords.hashOf(password, login);
    return this.unitOfWork.run(async (tx) => {
      await lockedAccount(tx, id);
      const account = await this.account(token, tx);
      await this.accounts.dropInvitation(tx, account.id);
      await this.setPassword(tx, account, passwordHash, null);
      return this.organizers.openFor(tx, account, { name });
    });
  }

  /**
   * Every other sign-in and every token of the account ends: somebody else may know the old password.
   * @throws Problem auth.password-wrong, auth.password-weak, rate.limited
   */
  async changePassword(
    { accountId }: Organizer,
    signInId: Id,
    passwords: { old: string; new: string },
    caller: Caller,
  ): Promise<void> {
    const account = await this.own(accountId);
    await this.prove(account, passwords.old, caller);
    const passwordHash = await this.passwords.hashOf(passwords.new, account.login);
    await this.unitOfWork.run(async (tx) => {
      const now = await lockedAccount(tx, accountId);
      if (now?.passwordHash !== account.passwordHash) throw new Problem('auth.password-wrong');
      await this.setPassword(tx, now, passwordHash, signInId);
    });
  }

  /**
   * Asks for the password before something that it should guard. An account without one has none to say.
   * @throws Problem auth.password-wrong, rate.limited
   */
  async confirm(accountId: Id, password: string | undefined, caller: Caller): Promise<void> {
    const account = await this.own(accountId);
    if (account.passwordHash !== null) await this.prove(account, password ?? '', caller);
  }

  private async own(accountId: Id): Promise<AccountRow> {
    const account = await this.accounts.find(accountId);
    if (!account) throw new Problem('auth.ended');
    return account;
  }

  private prove({ loginKey, passwordHash }: AccountRow, password: string, caller: Caller): Promise<void> {
    const attempt: Attempt = { kind: 'password', subject: loginKey, form: 'weak', caller };
    return this.attempts.guard(attempt, async () => {
      if (!(await this.passwords.isRight(password, passwordHash ?? undefined)))
        throw new Problem('auth.password-wrong');
    });
  }

  private async setPassword(
    tx: Transaction,
    account: AccountRow,
    passwordHash: string,
    but: Id | null,
  ): Promise<void> {
    const after = { ...account, passwordHash, updatedAt: this.clock.instant() };
    await this.accounts.save(tx, after);
    tx.note({
      act: 'account.password-set',
      actor: { kind: 'account', id: account.id, signInId: but },
      object: { kind: 'account', id: account.id },
      before: account,
      after,
    });
    await this.access.endAll(tx, { accountId: account.id }, 'revoked', but);
  }

  private invited(token: string, caller: Caller): Promise<AccountRow> {
    const form = Secrets.hasTokenForm(token) ? 'strong' : 'typo';
    const attempt: Attempt = { kind: 'set-up', subject: Secrets.fingerprint(token), form, caller };
    return this.attempts.guard(attempt, () => this.account(token));
  }

  /** @throws Problem auth.invitation-invalid */
  private async account(token: string, tx?: Transaction): Promise<AccountRow> {
    const row = await this.accounts.invited(Secrets.fingerprint(token), this.clock.instant(), tx);
    if (row === null || isShutOut(row)) throw new Problem('auth.invitation-invalid');
    return row;
  }
}

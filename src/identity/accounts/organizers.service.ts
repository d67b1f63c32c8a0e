import { Injectable } from '@nestjs/common';
import { cleanText } from '../../contract/clean-text.js';
import type { Principal } from '../../contract/auth.js';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { listed } from '../../platform/database/statement.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { AccessService, type Opening } from '../sign-ins/access.service.js';
import { loginKey } from '../sign-ins/access.rules.js';
import { AccountRow } from './account.entity.js';
import { organizerOf } from './account.presenter.js';
import { isShutOut } from './accounts.rules.js';
import { partsOf } from '../grants/parts-of.js';
import { AttemptsService } from '../attempts/attempts.service.js';
import type { Caller } from '../attempts/callers.service.js';
import { lockedAccount } from './locked-account.js';
import { Passwords } from './passwords.js';

export interface Opened {
  principal: Principal;
  signInId: Id;
  token: string;
  expiresAt: string;
}

/** Organizers and their passwords. */
@Injectable()
export class OrganizersService {
  constructor(
    private readonly access: AccessService,
    private readonly attempts: AttemptsService,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly passwords: Passwords,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * A new sign-in with a token of its own.
   * @throws Problem auth.invalid, for a disabled account too; rate.limited
   */
  signIn(login: string, password: string, caller: Caller, opening: Opening): Promise<Opened> {
    return this.attempts.guard(
      { kind: 'password', subject: loginKey(login), form: 'weak', caller },
      async () => {
        const found = await this.reader.repo(AccountRow).findOneBy({ loginKey: loginKey(login) });
        const isRight = await this.passwords.isRight(password, found?.passwordHash ?? undefined);
        return this.unitOfWork.run(async (tx) => {
          // Read again: it may have been disabled, or its password changed, while this one was compared.
          const account = found && (await lockedAccount(tx, found.id));
          if (!isRight || !account || isShutOut(account) || account.passwordHash !== found.passwordHash)
            throw new Problem('auth.invalid');
          return this.openFor(tx, account, opening);
        });
      },
    );
  }

  async openFor(tx: Transaction, account: AccountRow, opening: Opening): Promise<Opened> {
    const principal = organizerOf(account, await partsOf(tx, account.id));
    const opened = await this.access.open(tx, principal, opening);
    tx.note({
      act: opening.scopes === undefined ? 'sign-in.opened' : 'token.made',
      actor: { kind: 'account', id: account.id, signInId: opened.signInId },
      object: { kind: 'sign-in', id: opened.signInId },
    });
    return { principal, ...opened };
  }

  /** The names of these accounts, by id. */
  async namesOf(accountIds: readonly Id[]): Promise<Map<Id, string>> {
    const rows = await this.reader.query<Pick<AccountRow, 'id' | 'name'>>(
      `SELECT a."id", a."name" FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "account" a
        WHERE a."id" = l.value`,
      [JSON.stringify(accountIds)],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** An owner, ready to be inserted. @throws Problem auth.password-weak */
  async prepared(login: string, password: string, name: string): Promise<AccountRow> {
    const passwordHash = await this.passwords.hashOf(password, login);
    const now = this.clock.instant();
    return {
      id: this.ids.next(),
      login: cleanText(login).trim(),
      loginKey: loginKey(login),
      name,
      passwordHash,
      role: 'owner',
      scope: 'all',
      disabledAt: null,
      roleBy: 'hand',
      withdrawnAt: null,
      createdAt: now,
      updatedAt: now,
    };
  }

  /**
   * The owner whom the environment names: made, or given the password that stands there now, which ends
   * the sign-ins made with the old one. Nothing is written when all is as it says. Who is disabled stays so.
   */
  async ensure(login: string, password: string): Promise<void> {
    const configured = {
      login,
      account: await this.reader.repo(AccountRow).findOneBy({ loginKey: loginKey(login) }),
    };
    if (
      configured.account &&
      (await this.passwords.isRight(password, configured.account.passwordHash ?? undefined))
    )
      return;
    const prepared = await this.prepared(login, password, login);
    await this.unitOfWork.run(async (tx) => {
      const existing = await tx.repo(AccountRow).findOneBy({ loginKey: loginKey(login) });
      if (!existing) {
        tx.note({ act: 'account.made', object: { kind: 'account', id: prepared.id }, after: prepared });
        return void (await tx.repo(AccountRow).insert(prepared));
      }
      const { passwordHash, updatedAt } = prepared;
      await tx.repo(AccountRow).update({ id: existing.id }, { passwordHash, updatedAt });
      const after = { ...existing, passwordHash, updatedAt };
      tx.note({
        act: 'account.password-set',
        object: { kind: 'account', id: existing.id },
        before: existing,
        after,
      });
      await this.access.endAll(tx, { accountId: existing.id }, 'revoked');
    });
  }
}

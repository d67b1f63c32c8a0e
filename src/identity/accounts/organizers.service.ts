import { Injectable } from '@nestjs/common';
import { cleanText } from '../../contract/clean-text.js';
import type { Principal } from '../../contract/auth.js';
import type { Id } from '../../contract/wire.js';
import { PASSWORD_WEAKNESSES } from '../../contract/problem.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { listed } from '../../platform/database/statement.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { AccessService } from '../sign-ins/access.service.js';
import { loginKey } from '../sign-ins/access.rules.js';
import { AccountRow } from './account.entity.js';
import { AttemptsService } from '../attempts/attempts.service.js';
import type { Caller } from '../attempts/callers.service.js';
import { Passwords } from './passwords.js';
import { weaknessOf } from './password.rules.js';

export interface Opened {
  principal: Principal;
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
   * A new sign-in with a token of its own. `days` absent: as long as a browser's.
   * @throws Problem auth.invalid, rate.limited
   */
  signIn(login: string, password: string, caller: Caller, name: string, days?: number): Promise<Opened> {
    return this.attempts.guard(
      { kind: 'password', subject: loginKey(login), form: 'weak', caller },
      async () => {
        const account = await this.reader.repo(AccountRow).findOneBy({ loginKey: loginKey(login) });
        if (!(await this.passwords.isRight(password, account?.passwordHash)) || !account)
          throw new Problem('auth.invalid');
        return this.unitOfWork.run((tx) => this.openFor(tx, account, name, days));
      },
    );
  }

  async openFor(tx: Transaction, account: AccountRow, name: string, days?: number): Promise<Opened> {
    const principal: Principal = {
      kind: 'organizer',
      accountId: account.id,
      login: account.login,
      name: account.name,
    };
    const { token, expiresAt } = await this.access.open(tx, principal, name, days);
    return { principal, token, expiresAt };
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

  /** A row ready to be inserted. @throws Problem auth.password-weak */
  async prepared(login: string, password: string, name: string): Promise<AccountRow> {
    const weakness = weaknessOf(password, login);
    if (weakness) {
      const code = `password.${weakness}` as const;
      const message = PASSWORD_WEAKNESSES[code];
      throw new Problem('auth.password-weak', message, { errors: [{ path: 'password', code, message }] });
    }
    const now = this.clock.instant();
    const clean = cleanText(login).trim();
    return {
      id: this.ids.next(),
      login: clean,
      loginKey: loginKey(login),
      name,
      passwordHash: await this.passwords.hash(password),
      createdAt: now,
      updatedAt: now,
    };
  }

  /**
   * The organizer whom the environment names: made, or given the password that stands there now, which ends
   * the sign-ins made with the old one. Nothing is written when all is as it says.
   */
  async ensure(login: string, password: string): Promise<void> {
    const configured = {
      login,
      account: await this.reader.repo(AccountRow).findOneBy({ loginKey: loginKey(login) }),
    };
    if (configured.account && (await this.passwords.isRight(password, configured.account.passwordHash)))
      return;
    const prepared = await this.prepared(login, password, login);
    await this.unitOfWork.run(async (tx) => {
      const existing = await tx.repo(AccountRow).findOneBy({ loginKey: loginKey(login) });
      if (!existing) return void (await tx.repo(AccountRow).insert(prepared));
      await tx
        .repo(AccountRow)
        .update({ id: existing.id }, { passwordHash: prepared.passwordHash, updatedAt: prepared.updatedAt });
      await this.access.endAll(tx, { accountId: existing.id }, 'revoked');
    });
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { SetUpBody } from '../../contract/auth.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config, ConfigFault } from '../../platform/config/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { AccountRow } from './account.entity.js';
import { AttemptsService } from '../attempts/attempts.service.js';
import type { Caller } from '../attempts/callers.service.js';
import { type Opened, OrganizersService } from './organizers.service.js';
import { weaknessOf } from './password.rules.js';
import { SetUpLinkRow } from './set-up-link.entity.js';

/**
 * How a service gets its first organizer: from the environment, or once through a link that only the
 * console of its machine has seen.
 */
@Injectable()
export class SetUpService implements OnModuleInit {
  private token: string | null = null;

  constructor(
    private readonly attempts: AttemptsService,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly organizers: OrganizersService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async onModuleInit(): Promise<void> {
    const { organizer } = this.config;
    if (organizer) {
      const weakness = weaknessOf(organizer.password, organizer.login);
      if (weakness)
        throw new ConfigFault([
          `ORGANIZER_PASSWORD is ${weakness.replace('-', ' ')}: ` +
            'take 12 to 128 characters that no list of passwords holds',
        ]);
      await this.organizers.ensure(organizer.login, organizer.password);
    }
    this.token = await this.newLink();
  }

  /** The one-time link; null when there is an organizer. The only secret that is ever printed. */
  link(baseUrl: string): string | null {
    return this.token === null ? null : `${this.config.publicUrl ?? baseUrl}/organizer#set-up=${this.token}`;
  }

  /** @throws Problem setup.closed when the link is wrong, used or no longer needed, rate.limited */
  check(token: string, caller: Caller): Promise<void> {
    const form = Secrets.hasTokenForm(token) ? 'strong' : 'typo';
    return this.attempts.guard(
      { kind: 'set-up', subject: Secrets.fingerprint(token), form, caller },
      async () => {
        if (this.token === null || !Secrets.equal(token, this.token)) throw new Problem('setup.closed');
      },
    );
  }

  /**
   * Makes the first organizer, an owner, and signs them in.
   * @param name of the browser
   * @throws Problem setup.closed, auth.password-weak, rate.limited
   */
  async complete(body: SetUpBody, caller: Caller, name: string): Promise<Opened> {
    const tokenHash = Secrets.fingerprint(body.token);
    // Looked up first: a stranger without the link must not make us hash.
    await this.check(body.token, caller);
    const account = await this.organizers.prepared(body.login, body.password, body.name);
    const opened = await this.unitOfWork.run(async (tx) => {
      const used = await tx.query('DELETE FROM "set_up_link" WHERE "tokenHash" = $1 RETURNING "id"', [
        tokenHash,
      ]);
      if (used.length === 0) throw new Problem('setup.closed');
      await tx.repo(AccountRow).insert(account);
      tx.note({ act: 'account.made', object: { kind: 'account', id: account.id }, after: account });
      return this.organizers.openFor(tx, account, { name });
    });
    this.token = null;
    return opened;
  }

  private newLink(): Promise<string | null> {
    return this.unitOfWork.run(async (tx) => {
      const isNeeded = (await tx.repo(AccountRow).count()) === 0;
      await tx.query('DELETE FROM "set_up_link"');
      if (!isNeeded) return null;
      const token = Secrets.token();
      await tx
        .repo(SetUpLinkRow)
        .insert({ id: 1, tokenHash: Secrets.fingerprint(token), createdAt: this.clock.instant() });
      return token;
    });
  }
}

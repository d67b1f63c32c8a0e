import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { cleanText } from '../../contract/clean-text.js';
import { PASSWORD_WEAKNESSES } from '../../contract/problem.js';
import { Problem } from '../../platform/http/problem.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { weaknessOf } from './password.rules.js';

/** argon2id is the library's default; 19 MiB, 2 passes, 1 lane after OWASP. */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
/** At once: each takes a core and 19 MiB. */
const AT_ONCE = 2;
const WAITING = 100;

/**
 * Hashes and verifies passwords, a few at a time, so that a flood of sign-ins leaves
 * the rest of the service its cores.
 */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummyHash?: Promise<string>;

  /** Of a new password. @throws Problem auth.password-weak */
  async hashOf(password: string, login: string): Promise<string> {
    const weakness = weaknessOf(password, login);
    if (weakness) {
      const code = `password.${weakness}` as const;
      const message = PASSWORD_WEAKNESSES[code];
      throw new Problem('auth.password-weak', message, { errors: [{ path: 'password', code, message }] });
    }
    return this.hash(password);
  }

  private hash(password: string): Promise<string> {
    return this.inTurn(() => hash(cleanText(password), COST));
  }

  /**
   * A pasted password may bring characters that nobody sees; an older version stored them.
   * Without a hash it takes as long, and answers false: nobody learns from the clock which logins exist.
   */
  async isRight(password: string, passwordHash: string | undefined): Promise<boolean> {
    const against = passwordHash ?? (await this.standIn());
    const readings = new Set([cleanText(password), password.normalize('NFC')]);
    for (const reading of readings) {
      if ((await this.inTurn(() => verify(against, reading))) && passwordHash !== undefined) return true;
    }
    return false;
  }

  /** Made at start, so that the first unknown login is answered no slower than the second. */
  async onModuleInit(): Promise<void> {
    await this.standIn();
  }

  private standIn(): Promise<string> {
    this.dummyHash ??= this.hash(Secrets.token());
    return this.dummyHash;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= WAITING) throw new Problem('server.busy');
      await new Promise<void>((go) => this.waiting.push(go));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

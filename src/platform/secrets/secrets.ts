import { Injectable } from '@nestjs/common';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { Config } from '../config/config.js';
import { secretIn } from './secret-file.js';

const LOST = 'invitations, pairing codes and webhooks need new links, codes and secrets';

/**
 * The installation's own secret, made at the first start and kept beside the
 * data, readable by its owner alone.
 */
@Injectable()
export class Secrets {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = secretIn(join(config.dataDir, 'secret.key'), LOST);
  }

  /** A keyed hash, hex; `purpose` keeps hashes of different things apart. */
  keyed(purpose: string, text: string): string {
    return createHmac('sha256', this.key).update(purpose).update('\0').update(text).digest('hex');
  }

  /** 256 random bits, base64url: cookies, tokens. */
  static token(): string {
    return randomBytes(32).toString('base64url');
  }

  /**
   * Whether a text has the form of a token: the service made nothing else, so it
   * needs no look into the database.
   */
  static hasTokenForm(text: string): boolean {
    return /^[\w-]{43}$/.test(text);
  }

  /** How a token lies in the database. */
  static fingerprint(token: string): string {
    return createHash('sha256').update(token).digest('hex');
  }

  static equal(a: string, b: string): boolean {
    const left = createHash('sha256').update(a).digest();
    return timingSafeEqual(left, createHash('sha256').update(b).digest());
  }
}

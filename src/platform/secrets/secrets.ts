import { Injectable } from '@nestjs/common';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../config/config.js';

/** The installation's own secret, made at the first start and kept beside the data, readable by its owner alone. */
@Injectable()
export class Secrets {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = readOrMake(join(config.dataDir, 'secret.key'));
  }

  /** A keyed hash, hex; `purpose` keeps hashes of different things apart. */
  keyed(purpose: string, text: string): string {
    return createHmac('sha256', this.key).update(purpose).update('\0').update(text).digest('hex');
  }

  /** 256 random bits, base64url: cookies, tokens. */
  static token(): string {
    return randomBytes(32).toString('base64url');
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

function readOrMake(path: string): Buffer {
  try {
    return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
  }
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const key = randomBytes(32);
  writeFileSync(path, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(path, 0o600);
  return key;
}

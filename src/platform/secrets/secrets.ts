import { Injectable } from '@nestjs/common';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Config } from '../config/config.js';

const KEY_BYTES = 32;

/**
 * The installation's own secret, made at the first start and kept beside the
 * data, readable by its owner alone.
 */
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

function readOrMake(path: string): Buffer {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return read(path) ?? make(path);
}

/** @throws when the file holds anything but a whole key: half a key would quietly be a weak one */
function read(path: string): Buffer | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fault;
  }
  if (!new RegExp(`^[0-9a-f]{${KEY_BYTES * 2}}$`).test(text))
    throw new Error(`${path} is damaged: restore it from a backup, or remove it`);
  // A copied or restored file often comes back readable by all.
  chmodSync(path, 0o600);
  return Buffer.from(text, 'hex');
}

/** Whole or not at all, and once, also when two start at the same time or the power goes. */
function make(path: string): Buffer {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  } finally {
    unlinkSync(draft);
  }
  return read(path)!;
}

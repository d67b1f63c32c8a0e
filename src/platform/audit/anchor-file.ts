import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import type { AuditAnchor } from './audit-note.js';

const NOTHING_YET: AuditAnchor = { seq: 0, hash: '' };

/**
 * The end of the trail as it stood last, in a file apart from the database. It may lag behind by what was
 * written a moment ago, and is never ahead: a line is on the disk before its anchor is.
 */
export class AnchorFile {
  private latest: AuditAnchor | null;
  private isRenounced = false;
  private writing: Promise<void> | null = null;

  constructor(private readonly path: string) {
    this.latest = readAnchor(path);
    // Before the first line is written: a service that is killed right after it has kept an end too.
    if (!existsSync(path)) this.make();
  }

  get anchor(): AuditAnchor | null {
    return this.latest;
  }

  /**
   * Told after each commit, on PostgreSQL perhaps in another order than they were made. Those that come
   * while the file is written share the next writing.
   */
  advance(anchor: AuditAnchor): void {
    if (!this.isRenounced && this.latest !== null && anchor.seq <= this.latest.seq) return;
    this.isRenounced = false;
    this.latest = anchor;
    this.writing ??= this.write().finally(() => (this.writing = null));
  }

  /** The next end replaces this one, whatever its number: the trail says what became of it. */
  renounce(): void {
    this.isRenounced = true;
  }

  async idle(): Promise<void> {
    while (this.writing !== null) await this.writing;
  }

  private make(): void {
    try {
      writeFileSync(this.path, `${JSON.stringify(NOTHING_YET)}\n`, { mode: 0o600, flush: true });
    } catch {
      // A start without room says so by itself.
    }
  }

  private async write(): Promise<void> {
    for (let stored: AuditAnchor | null = null; stored !== this.latest;) {
      stored = this.latest!;
      const draft = `${this.path}.${process.pid}`;
      try {
        await writeFile(draft, `${JSON.stringify(stored)}\n`, { mode: 0o600, flush: true });
        await rename(draft, this.path);
      } catch {
        // A full disk: the next line brings it up to date, and the daily line of the log holds besides.
        return;
      }
    }
  }
}

/** `null` if there is none, or none that can be read. */
export function readAnchor(path: string): AuditAnchor | null {
  try {
    const { seq, hash } = JSON.parse(readFileSync(path, 'utf8')) as AuditAnchor;
    return Number.isSafeInteger(seq) && /^([0-9a-f]{64})?$/.test(hash) ? { seq, hash } : null;
  } catch {
    return null;
  }
}

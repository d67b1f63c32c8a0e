import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import type { AuditAnchor } from './audit-note.js';

const NOTHING_YET: AuditAnchor = { seq: 0, hash: '' };

/**
 * The last end of the trail, in a file apart from the database. It may lag a moment behind and is never
 * ahead: a line is on the disk before its anchor is.
 */
export class AnchorFile {
  private latest: AuditAnchor | null;
  private isRenounced = false;
  private writing: Promise<void> | null = null;

  constructor(private readonly path: string) {
    this.latest = readAnchor(path);
    // Before the first line: a service that is killed right after it has a stored end, too.
    if (!existsSync(path)) this.make();
  }

  get anchor(): AuditAnchor | null {
    return this.latest;
  }

  /**
   * Takes the end after each commit; on PostgreSQL the order may differ from that of the commits. Ends that
   * come while the file is written share the next write.
   */
  advance(anchor: AuditAnchor): void {
    if (!this.isRenounced && this.latest !== null && anchor.seq <= this.latest.seq) return;
    this.isRenounced = false;
    this.latest = anchor;
    this.writing ??= this.write().finally(() => (this.writing = null));
  }

  /** Lets the next end replace this one, even with a lower number: the trail holds a line about it. */
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
      // The start itself says that the disk is full.
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
        // A full disk: the next line writes it again, and the log names the end each day.
        return;
      }
    }
  }
}

/** `null` if there is none, or none that can be read. */
export function readAnchor(path: string): AuditAnchor | null {
  try {
    const { seq, hash } = JSON.parse(readFileSync(path, 'utf8')) as AuditAnchor;
    return Number.isSafeInteger(seq) && seq >= 0 && /^([0-9a-f]{64})?$/.test(hash) ? { seq, hash } : null;
  } catch {
    return null;
  }
}

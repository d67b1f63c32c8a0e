import { Injectable } from '@nestjs/common';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../config/config.js';
import { DATA_FILES } from '../database/data-folder.js';
import { readAnchor } from './anchor-file.js';
import type { AuditAnchor } from './audit-note.js';

/** What a restore leaves for the trail that it brings back. */
export interface Restore {
  /** When the command ran. */
  at: string;
  /** When the backup was begun. */
  backupOf: string;
  /** The end of the trail that it took away; `null` if none was known. */
  lost: AuditAnchor | null;
}

/** Left by `npm run restore`, noted by the next start. */
@Injectable()
export class RestoreNote {
  private readonly path: string;

  constructor({ dataDir }: Config) {
    this.path = join(dataDir, DATA_FILES.auditRestored);
  }

  find(): Restore | null {
    try {
      const { at, backupOf, lost } = JSON.parse(readFileSync(this.path, 'utf8')) as Restore;
      return { at, backupOf, lost };
    } catch {
      return null;
    }
  }
  remove(): void {
    rmSync(this.path, { force: true });
  }
}

/**
 * Writes the note before anything is moved, for the end beside the secrets is moved away with them. A restore
 * that runs again keeps what the first one saw.
 */
export function leaveRestoreNote(dataDir: string, { at, backupOf }: Omit<Restore, 'lost'>): void {
  const path = join(dataDir, DATA_FILES.auditRestored);
  const lost = readAnchor(join(dataDir, DATA_FILES.auditHead)) ?? lostBefore(path);
  writeFileSync(path, `${JSON.stringify({ at, backupOf, lost })}\n`, { mode: 0o600, flush: true });
}

function lostBefore(path: string): AuditAnchor | null {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as Restore).lost;
  } catch {
    return null;
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { join } from 'node:path';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { DATA_FILES } from '../database/data-folder.js';
import type { Queryable } from '../database/reader.js';
import { type Act, Acts } from './acts.js';
import { AnchorFile } from './anchor-file.js';
import { appendLines } from '../database/append-audit-lines.js';
import { AuditKey } from './audit-key.js';
import {
  type AuditAnchor,
  type AuditLine,
  type AuditNote,
  type AuditObject,
  SERVICE_ACTOR,
} from './audit-note.js';
import { keyed, rowHash } from './chain.rules.js';

/** The act of a line by which the service notes that the trail was changed. */
export const BROKEN = 'audit.broken';
/** Of the line that a restore leaves. */
export const RESTORED = 'installation.restored';

/** Stands for code that runs for no traced request. */
const OF_THE_SERVICE = { name: 'unnamed', actor: SERVICE_ACTOR, object: null, conferenceId: null };

/** A transaction as the trail sees it. */
export interface Noting extends Queryable {
  readonly notes: AuditNote[];
}
/** The row that the route names, as it was when the transaction began. */
export interface ActBegun {
  act: Act;
  before: object | null;
}

/**
 * Writes the audit trail, each line in the transaction of its act and as its last statement: the end of the
 * trail is locked no longer than the commit takes.
 */
@Injectable()
export class AuditTrail {
  private readonly log = new Logger('Audit');
  private readonly file: AnchorFile;
  /** The end that stood beside the secrets when the service started; `null` if there was none. */
  private readonly found: AuditAnchor | null;
  /** Where the trail ended before this service wrote its first line. */
  private begunAt: number | null = null;
  /** Whether the trail already holds a line that the end beside the secrets was lost. */
  private isFoundLost = false;

  constructor(
    private readonly acts: Acts,
    private readonly clock: Clock,
    private readonly key: AuditKey,
    { dataDir }: Config,
  ) {
    this.file = new AnchorFile(join(dataDir, DATA_FILES.auditHead));
    this.found = this.file.anchor;
  }

  get anchor(): AuditAnchor | null {
    return this.file.anchor;
  }

  /** Ends that the trail must still have: the one found at the start, and the current one. */
  get anchors(): AuditAnchor[] {
    const found = this.isFoundLost ? null : this.found;
    return [found, this.file.anchor].filter((one) => one !== null && one.seq > 0) as AuditAnchor[];
  }

  /** Where the trail ended when the service started and found no end beside the secrets; else `null`. */
  get unanchoredAt(): number | null {
    return this.found === null && this.begunAt !== null && this.begunAt > 0 ? this.begunAt : null;
  }

  /** A keyed hash of a text: lines about the same text can be matched, and the text cannot be guessed. */
  hashOf(purpose: string, text: string): string {
    return keyed(this.key.value, purpose, text).slice(0, 32);
  }

  /** `null` if no traced act runs. Asked before every transaction. */
  begin(source: Queryable): null | Promise<ActBegun> {
    const act = this.acts.current();
    return act === undefined ? null : this.beginAct(source, act);
  }

  /**
   * Writes what the transaction noted. If it noted nothing, writes the row that the route names, if that has
   * changed.
   * @returns what is to be told once it has committed */
  async write(tx: Noting, begun: ActBegun | null): Promise<() => void> {
    const notes = [...tx.notes];
    const after = begun === null ? null : await rowOf(tx, begun.act);
    const isSilent = notes.length === 0 && begun !== null && !begun.act.isNoted;
    if (isSilent && this.hasChanged(begun.before, after)) notes.push({});
    if (notes.length === 0) return () => undefined;
    const anchor = await appendLines(tx, this.key.value, (end, unmarked) => [
      ...(unmarked === null ? [] : [this.broken({ what: 'altered', ...unmarked })]),
      ...this.lostSince(end),
      ...notes.map((note) => this.line(note, begun, after)),
    ]);
    return () => {
      if (begun !== null) begun.act.isNoted = true;
      this.file.advance(anchor);
    };
  }

  /** Resolves once the end is written beside the secrets, too. */
  idle(): Promise<void> {
    return this.file.idle();
  }

  private async beginAct(source: Queryable, act: Act): Promise<ActBegun> {
    return { act, before: await rowOf(source, act) };
  }

  /** Notes in the trail that its end was cut. The anchor beside the secrets goes on with this line. */
  private lostSince(end: AuditAnchor): Omit<AuditLine, 'seq'>[] {
    this.begunAt ??= end.seq;
    const { anchor } = this.file;
    if (anchor === null || anchor.seq < end.seq || isSame(anchor, end)) return [];
    const what = anchor.seq > end.seq ? 'cut' : 'replaced';
    const detail = { what, from: Math.min(end.seq + 1, anchor.seq), to: anchor.seq, hash: anchor.hash };
    this.file.renounce();
    this.isFoundLost ||= this.found !== null && isSame(this.found, anchor);
    return [this.broken(detail)];
  }

  private broken(detail: Record<string, string | number>): Omit<AuditLine, 'seq'> {
    this.log.error({ msg: 'the end of the audit trail is not the one that was written', ...detail });
    return this.line({ act: BROKEN, actor: SERVICE_ACTOR, object: null, detail }, null, null);
  }

  private line(note: AuditNote, begun: ActBegun | null, after: object | null): Omit<AuditLine, 'seq'> {
    const act = begun?.act ?? OF_THE_SERVICE;
    const actor = note.actor ?? act.actor;
    const object = note.object === undefined ? act.object : note.object;
    const rows = rowsOf(note, begun, after);
    const where = note.conferenceId ?? conferenceOf(rows.after ?? rows.before);
    return {
      at: this.clock.instant(),
      actorKind: actor.kind,
      actorId: actor.id,
      signInId: actor.signInId,
      act: note.act ?? act.name,
      ...wired(object),
      conferenceId: where ?? act.conferenceId,
      before: this.hashed(rows.before),
      after: this.hashed(rows.after),
      detail: note.detail ? JSON.stringify(note.detail) : null,
    };
  }

  private hasChanged(before: object | null, after: object | null): boolean {
    return this.hashed(before) !== this.hashed(after);
  }

  private hashed(row: object | null): string | null {
    return row === null ? null : rowHash(this.key.value, row);
  }
}

const wired = (object: AuditObject | null): Pick<AuditLine, 'objectKind' | 'objectId'> => ({
  objectKind: object?.kind ?? null,
  objectId: object?.id ?? null,
});

/** The row before and after: from the note, else that of the thing that the route names. */
function rowsOf(
  note: AuditNote,
  begun: ActBegun | null,
  after: object | null,
): { before: object | null; after: object | null } {
  const saysRows = note.before !== undefined || note.after !== undefined;
  if (saysRows || note.object !== undefined || begun === null)
    return { before: note.before ?? null, after: note.after ?? null };
  return { before: begun.before, after };
}

const isSame = (a: AuditAnchor, b: AuditAnchor): boolean => a.seq === b.seq && a.hash === b.hash;

async function rowOf(source: Queryable, { table, object }: Act): Promise<object | null> {
  if (table === null || !object?.id) return null;
  const [row] = await source.query<object>(`SELECT * FROM "${table}" WHERE "id" = $1`, [object.id]);
  return row ?? null;
}

function conferenceOf(row: object | null): string | null {
  const { conferenceId } = (row ?? {}) as { conferenceId?: unknown };
  return typeof conferenceId === 'string' ? conferenceId : null;
}

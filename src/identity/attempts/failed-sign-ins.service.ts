import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { NOBODY_ACTOR } from '../../platform/audit/audit-note.js';
import { Reader } from '../../platform/database/reader.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { SignInFailed } from './attempts.events.js';
import type { AttemptKind } from './attempts.rules.js';

/** Failures about one subject in this window share two lines: one for the first, one for the rest. */
const WINDOW_MS = 10 * 60_000;
/** At most so many subjects have lines of their own in a window: many names must not fill the trail. */
const OWN_LINES = 50;

interface Failed {
  kind: AttemptKind;
  /** Keyed hash of the login or code; `null` for all subjects after the first `OWN_LINES`. */
  subject: string | null;
  /** Failures that no line counts yet. */
  untold: number;
}

/**
 * Leaves a line for failed sign-ins, in the audit trail and in the log: their kind and a keyed hash of the
 * login, never the login itself, for people type passwords there.
 */
@Injectable()
export class FailedSignInsService implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('SignIns');
  private failed = new Map<string, Failed>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly bus: EventBus,
    private readonly reader: Reader,
    private readonly trail: AuditTrail,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.bus.on(SignInFailed, ({ kind, subject }) => this.note(kind, subject));
  }
  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    this.tellRest();
    await this.writing;
  }

  /** Resolves once all failures until now have their lines. */
  idle(): Promise<void> {
    return this.writing;
  }

  /** The accounts whose logins have these hashes, by hash. */
  async accountsOf(hashes: ReadonlySet<string>): Promise<Map<string, Id>> {
    if (hashes.size === 0) return new Map();
    const accounts = await this.reader.query<{ id: Id; loginKey: string }>(
      'SELECT "id", "loginKey" FROM "account"',
    );
    const known = accounts.map(({ id, loginKey }) => [this.trail.hashOf('password', loginKey), id] as const);
    return new Map(known.filter(([hash]) => hashes.has(hash)));
  }

  private note(kind: AttemptKind, subject: string): void {
    const hash = this.failed.size < OWN_LINES ? this.trail.hashOf(kind, subject) : null;
    const known = this.failed.get(`${kind} ${this.trail.hashOf(kind, subject)}`);
    const one = known ?? this.failed.get(`${kind} ${hash}`);
    if (one !== undefined) {
      one.untold += 1;
      return;
    }
    this.failed.set(`${kind} ${hash}`, { kind, subject: hash, untold: 0 });
    this.timer ??= setTimeout(() => this.tellRest(), WINDOW_MS).unref();
    this.tell([{ kind, subject: hash, untold: 1 }]);
  }

  /** Ends the window. */
  private tellRest(): void {
    this.timer = undefined;
    const rest = [...this.failed.values()].filter(({ untold }) => untold > 0);
    this.failed = new Map();
    if (rest.length > 0) this.tell(rest);
  }

  private tell(all: readonly Failed[]): void {
    for (const { kind, subject, untold } of all)
      this.log.warn({ msg: 'sign-in failed', kind, subject, count: untold });
    const write = (): Promise<void> =>
      this.unitOfWork.run((tx) => {
        for (const { kind, subject, untold } of all)
          tx.note({
            act: 'sign-in.failed',
            actor: NOBODY_ACTOR,
            object: { kind: kind === 'password' ? 'login' : 'code', id: subject },
            detail: { kind, count: untold },
          });
        return Promise.resolve();
      });
    this.writing = this.writing.then(write).catch((fault: unknown) => this.log.warn(fault as Error));
  }
}

import { Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditActor, AuditObject } from './audit-note.js';

/** What somebody does by one request that leaves a trace. */
export interface Act {
  name: string;
  actor: AuditActor;
  /** What the route names; its row's keyed hash before and after is written. */
  object: AuditObject | null;
  /** The table of the object; `null` if its row is not to be read. */
  table: string | null;
  conferenceId: string | null;
  /** Set once a transaction of it has written a line. */
  isNoted: boolean;
}

/**
 * The act that the running code belongs to. So no use case hands on who asked: what it writes is noted by
 * UnitOfWork. Following calls this way makes every `await` of the process dearer on Node 20, so it is done
 * while such an act runs and never for check-ins (`docs/decisions/who-acts.md`).
 */
@Injectable()
export class Acts {
  private readonly storage = new AsyncLocalStorage<Act>();
  private running = 0;

  current(): Act | undefined {
    return this.running === 0 ? undefined : this.storage.getStore();
  }

  async run<T>(act: Act, work: () => Promise<T>): Promise<T> {
    this.running += 1;
    try {
      return await this.storage.run(act, work);
    } finally {
      this.running -= 1;
      if (this.running === 0) this.storage.disable();
    }
  }
}

import { Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditActor, AuditObject } from './audit-note.js';

/** A request that leaves a trace: who does what, on what. */
export interface Act {
  name: string;
  actor: AuditActor;
  /** The thing that the route names; keyed hashes of its row before and after are written. */
  object: AuditObject | null;
  /** The table of the object; `null` if its row is not to be read. */
  table: string | null;
  conferenceId: string | null;
  /** Set once a transaction of it has written a line. */
  isNoted: boolean;
}

/**
 * The act that the running code belongs to, so no use case has to hand on who asked. `AsyncLocalStorage`
 * makes every `await` of the process slower on Node 20, so it is on only while such an act runs, never for
 * check-ins alone (`docs/decisions/who-acts.md`).
 */
@Injectable()
export class Acts {
  private readonly storage = new AsyncLocalStorage<{ act: Act; isOver: boolean }>();
  private running = 0;

  /** What goes on behind the answer, a message to a webhook say, belongs to no act. */
  current(): Act | undefined {
    const found = this.running === 0 ? undefined : this.storage.getStore();
    return found === undefined || found.isOver ? undefined : found.act;
  }

  async run<T>(act: Act, work: () => Promise<T>): Promise<T> {
    const one = { act, isOver: false };
    this.running += 1;
    try {
      return await this.storage.run(one, work);
    } finally {
      one.isOver = true;
      this.running -= 1;
      if (this.running === 0) this.storage.disable();
    }
  }
}

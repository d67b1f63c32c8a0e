import { Injectable, Logger } from '@nestjs/common';
import { conditionOf } from '../database/faults.js';
import { StorageHealth } from '../database/storage-health.js';
import { isCondition, type Problem } from './problem.js';

/**
 * Logs what went wrong here, with its stack. A condition of the storage is StorageHealth's: it logs one line
 * a minute, where a stack for each refused request would fill the disk that is full already.
 */
@Injectable()
export class FaultLog {
  private readonly log = new Logger('Fault');

  constructor(private readonly health: StorageHealth) {}

  /** @param particulars ids and names of routes or events; nothing personal */
  note(problem: Problem, thrown: unknown, particulars: Record<string, unknown>): void {
    if (problem.status < 500) return;
    if (!isCondition(problem))
      return this.log.error({ ...particulars, code: problem.code, fault: stackOf(problem.cause ?? thrown) });
    // A refused write has been reported by its unit of work; a read that failed has not.
    const condition = thrown === problem ? null : conditionOf(thrown);
    if (condition) this.health.refused(condition, thrown);
  }
}

const stackOf = (fault: unknown): string =>
  fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);

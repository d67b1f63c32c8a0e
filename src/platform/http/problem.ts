import { type ProblemBody, type ProblemCode, type ProblemItem, PROBLEMS } from '../../contract/problem.js';

/** States of the service, not faults of it: told once by who finds them, and by `/health/ready`. */
const CONDITIONS: readonly ProblemCode[] = [
  'server.busy',
  'server.storage',
  'server.not-ready',
  'server.database-away',
];

/** The service cannot do it now, whoever asks. */
export const isCondition = (fault: unknown): boolean =>
  fault instanceof Problem && CONDITIONS.includes(fault.code);

/** Temporary problems: the answer says when to retry. */
const RETRIED = [429, 503, 507];

/** An answer that a person can be told: a code of the contract's table, with the particulars. */
export class Problem extends Error {
  readonly status: number;
  readonly errors?: ProblemItem[];
  /** Fields beside the problem's own, for example an import's counts. */
  readonly extra?: object;
  readonly retryAfterSeconds?: number;

  constructor(
    readonly code: ProblemCode,
    detail?: string,
    particulars: { errors?: ProblemItem[]; extra?: object; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(detail ?? PROBLEMS[code].title, { cause: particulars.cause });
    this.status = PROBLEMS[code].status;
    this.errors = particulars.errors;
    this.extra = particulars.extra;
    this.retryAfterSeconds = particulars.retryAfterSeconds ?? (RETRIED.includes(this.status) ? 5 : undefined);
  }

  body(requestId: string): ProblemBody {
    return {
      type: `urn:diemcau:problem:${this.code}`,
      title: PROBLEMS[this.code].title,
      status: this.status,
      code: this.code,
      detail: this.message,
      requestId,
      ...(this.errors ? { errors: this.errors } : {}),
      ...this.extra,
    };
  }
}

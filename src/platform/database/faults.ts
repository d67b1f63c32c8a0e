import type { ProblemCode } from '../../contract/problem.js';

/** A state of the storage, not of one statement: it passes, and every caller meets it alike. */
export type StorageCondition = Extract<
  ProblemCode,
  'server.storage' | 'server.busy' | 'server.database-away'
>;

/** SQLite rolled the transaction back by itself, and whoever was told of it went on. */
export class RolledBack extends Error {
  readonly code = 'SQLITE_ROLLED_BACK';
  constructor() {
    super('SQLite rolled the transaction back by itself; nothing of it is stored');
  }
}

/** The connection that writes could not be opened anew; the process is about to end. */
export class WriterGone extends Error {
  readonly code = 'SQLITE_CANTOPEN';
  constructor() {
    super('the database that writes is gone; the service is ending');
  }
}

/**
 * PostgreSQL answered COMMIT with ROLLBACK: a statement had failed, and its fault was not
 * passed on. A defect of ours: 500.
 */
export class NotCommitted extends Error {
  constructor() {
    super('PostgreSQL rolled the transaction back at COMMIT: one of its statements had failed');
  }
}

/**
 * Result codes of SQLite, errno words of the file system, SQLSTATEs of PostgreSQL (appendix A of its manual).
 * 23xxx (constraints) and 42xxx (our SQL) are a statement's own and stay out.
 */
const BY_CODE: readonly (readonly [RegExp, StorageCondition])[] = [
  [/^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PERM|AUTH|ROLLED_BACK)/, 'server.storage'],
  [/^(ENOSPC|EDQUOT|EROFS|EIO)$/, 'server.storage'],
  // disk_full, io_error, read_only_sql_transaction, data_corrupted, index_corrupted
  [/^(53100|58030|25006|XX001|XX002)$/, 'server.storage'],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'server.busy'],
  // too many connections, out of memory, lock not available, cancelled by a time
  // limit, deadlock, serialization failure
  [/^(53[0-9]{3}|55P03|57014|40P01|40001)$/, 'server.busy'],
  // connection exceptions; shut down by its operator, crashed, starting up;
  // the database was dropped or renamed
  [/^(08[0-9A-Z]{3}|57P0[1-5]|3D000)$/, 'server.database-away'],
];
const BY_SOCKET =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)$/;
/** pg's own faults carry no code. */
const BY_MESSAGE = new RegExp(
  '^(Connection terminated|Client (was closed|has encountered a connection error)|Query read timeout|' +
    'timeout exceeded when trying to connect|timeout expired)',
);

/** Classifies a fault of either database; `null` if only the statement is at fault. */
export function conditionOf(fault: unknown): StorageCondition | null {
  const source = (fault as { driverError?: unknown } | null)?.driverError;
  const { code, syscall, message, errors } = (source ?? fault ?? {}) as {
    code?: unknown;
    syscall?: unknown;
    message?: unknown;
    errors?: unknown;
  };
  // A host has several addresses, and none answers.
  if (fault instanceof AggregateError && Array.isArray(errors)) return conditionOf(errors.at(-1));
  if (typeof code === 'string') {
    const known = BY_CODE.find(([pattern]) => pattern.test(code));
    if (known) return known[1];
    // A reset may be a browser's as well: only a connection that we open, or that a
    // statement went over, is the database's.
    if (BY_SOCKET.test(code) && (source !== undefined || syscall === 'connect'))
      return 'server.database-away';
  }
  return typeof message === 'string' && BY_MESSAGE.test(message) ? 'server.database-away' : null;
}

/** One line for the log: what the storage said, without the statement and its values. */
export function describeFault(fault: unknown): string {
  const { code, message } = ((fault as { driverError?: unknown } | null)?.driverError ?? fault ?? {}) as {
    code?: unknown;
    message?: unknown;
  };
  return (
    [message, code].filter((word) => typeof word === 'string' && word !== '').join(' · ') || String(fault)
  );
}

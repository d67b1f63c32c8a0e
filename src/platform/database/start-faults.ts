import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config/config.js';
import { Problem } from '../http/problem.js';
import { conditionOf, describeFault } from './faults.js';

type Place = Pick<Config, 'dataDir' | 'databaseUrl'>;

/** invalid_password, invalid_authorization_specification */
const REFUSED = /^(28P01|28000)$/;
/** A code of SQLite or of the file system. */
const OF_STORAGE = /^(SQLITE_|E[A-Z]+$)/;
/** Less than this is full: SQLite's shared memory alone takes 32 KiB. */
const FULL_BYTES = 256 * 1024;

/** Advises an operator about storage or an address that does not open; `null` if the fault is another. */
export function storageLine(fault: unknown, place: Place): string | null {
  const deepest = deepestOf(fault);
  const reason = describeFault(deepest);
  const code = String((deepest as { code?: unknown } | null)?.code ?? '');
  if ((deepest as { syscall?: unknown } | null)?.syscall === 'listen') return listenLine(code, reason);
  if (REFUSED.test(code)) return `the database refuses the sign-in in DATABASE_URL (${reason})`;
  const condition = conditionOf(fault instanceof Problem ? fault.cause : fault);
  if (condition === 'server.database-away')
    return `the database at ${addressOf(place)} cannot be reached (${reason})`;
  if (place.databaseUrl !== null)
    return condition && `the database of DATABASE_URL cannot be used (${reason})`;
  if (!OF_STORAGE.test(code)) return null;
  return `${troubleOf(place.dataDir) ?? trouble(condition, place.dataDir)} (${reason})`;
}

/** The address is refused, and the storage is well. */
function listenLine(code: string, reason: string): string {
  const advice =
    code === 'EADDRINUSE'
      ? 'another program listens there: end it, or set another PORT'
      : code === 'EACCES'
        ? 'this account may not listen there: set a PORT from 1024 on'
        : 'set HOST to an address of this machine';
  return `${advice} (${reason})`;
}

/**
 * Looks at the disk itself: what SQLite and Node say of one and the same trouble differs from case to case.
 */
function troubleOf(dataDir: string): string | null {
  const folder = nearestFolder(dataDir);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EROFS')
      return `the disk cannot be written: DATA_DIR, ${dataDir}, is read-only`;
    return `no permission to write: give this account DATA_DIR, ${dataDir},`;
  }
  const { blocks, bavail, bsize } = statfsSync(folder);
  // Such as /proc have no room at all.
  return blocks > 0 && bavail * bsize < FULL_BYTES
    ? `the disk is full: free some room where DATA_DIR, ${dataDir}, is`
    : null;
}

const trouble = (condition: string | null, dataDir: string): string =>
  condition === 'server.busy'
    ? `another process holds the database in DATA_DIR, ${dataDir},`
    : `DATA_DIR, ${dataDir}, cannot be used`;

/** `folder` itself, or where it would be made. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

/**
 * The driver's own fault: under a Problem of the first write; of several addresses that were tried, the last.
 */
function deepestOf(fault: unknown): unknown {
  if (fault instanceof Problem) return deepestOf(fault.cause);
  const { driverError, errors } = (fault ?? {}) as { driverError?: unknown; errors?: unknown[] };
  return driverError ?? errors?.at(-1) ?? fault;
}

/** Host and port alone: the address holds a password. */
function addressOf({ databaseUrl }: Place): string {
  const { hostname, port } = new URL(databaseUrl ?? 'postgres://localhost');
  return `${hostname}:${port || '5432'}`;
}

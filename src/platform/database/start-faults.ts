import type { Config } from '../config/config.js';
import { conditionOf, describeFault } from './faults.js';

type Place = Pick<Config, 'dataDir' | 'databaseUrl'>;

const FULL = /SQLITE_FULL|ENOSPC|EDQUOT|53100/;
const READ_ONLY = /SQLITE_READONLY|EROFS|25006/;
const NOT_ALLOWED = /SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EPERM/;
const REFUSED = /28P01|28000/;

/** What an operator can do about storage that cannot be opened, in one line; null: the fault is another. */
export function storageLine(fault: unknown, place: Place): string | null {
  const said = describeFault(deepest(fault));
  const code = String((deepest(fault) as { code?: unknown }).code ?? '');
  if (FULL.test(code)) return `the disk is full: free some room where ${whereOf(place)} is (${said})`;
  if (READ_ONLY.test(code)) return `the disk cannot be written: ${whereOf(place)} is read-only (${said})`;
  if (NOT_ALLOWED.test(code)) return `no permission to write: give this account ${whereOf(place)} (${said})`;
  if (REFUSED.test(code)) return `the database refuses the sign-in in DATABASE_URL (${said})`;
  if (conditionOf(fault) === 'server.database-away') return `the database at ${addressOf(place)} cannot be reached (${said})`;
  if (conditionOf(fault) === 'server.busy') return `another process holds ${whereOf(place)} (${said})`;
  return conditionOf(fault) === null ? null : `${whereOf(place)} cannot be used (${said})`;
}

/** The driver's own fault; of several addresses that were tried, the last. */
function deepest(fault: unknown): unknown {
  const { driverError, errors } = (fault ?? {}) as { driverError?: unknown; errors?: unknown[] };
  return driverError ?? errors?.at(-1) ?? fault;
}

const whereOf = ({ dataDir, databaseUrl }: Place): string => (databaseUrl === null ? `DATA_DIR, ${dataDir},` : 'the database of DATABASE_URL');

/** Host and port alone: the address holds a password. */
function addressOf({ databaseUrl }: Place): string {
  const { hostname, port } = new URL(databaseUrl ?? 'postgres://localhost');
  return `${hostname}:${port || '5432'}`;
}

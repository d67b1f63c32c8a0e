/**
 * Which promise of the tables a statement would have broken, on either database; null
 * when it failed for another reason.
 */
export function brokenConstraint(fault: unknown): 'unique' | 'foreign-key' | null {
  const code = (fault as { driverError?: { code?: unknown } } | null)?.driverError?.code;
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === '23505')
    return 'unique';
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY' || code === '23503' || code === '23001') return 'foreign-key';
  return null;
}

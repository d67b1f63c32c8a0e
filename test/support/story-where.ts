import { it } from '@jest/globals';

/**
 * Stories that run where the machine has what they need. Elsewhere they count as skipped, and the output
 * says what is missing.
 * @param missing `null`: nothing
 */
export function storyWhere(what: string, missing: string | null): typeof it {
  if (missing === null) return it;
  process.stderr.write(`${what}: SKIPPED, ${missing}\n`);
  return it.skip as typeof it;
}

import { readFileSync } from 'node:fs';

/** Settings that a process list or a container's description should not show. */
const SECRETS = [
  'DATABASE_URL',
  'ORGANIZER_PASSWORD',
  'METRICS_TOKEN',
  'AUDIT_KEY',
  'OIDC_CLIENT_SECRET',
] as const;

type Environment = Record<string, string | undefined>;

/**
 * Puts in what lies in the files that `DATABASE_URL_FILE` and its like name, as orchestrators hand secrets
 * out. Blanks and line breaks at the end of a file are not part of it.
 * @returns the environment, and a line for each file that cannot be taken
 */
export function withSecretFiles(env: Environment): { env: Environment; faults: string[] } {
  const taken = { ...env };
  const faults: string[] = [];
  for (const name of SECRETS) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    if (env[name]) faults.push(`${name} and ${name}_FILE are both set: set one`);
    else {
      const text = contentOf(file);
      if (text === null) faults.push(`${name}_FILE names a file that cannot be read: ${file}`);
      else if (text === '') faults.push(`${name}_FILE names an empty file: ${file}`);
      else taken[name] = text;
    }
  }
  return { env: taken, faults };
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch {
    return null;
  }
}

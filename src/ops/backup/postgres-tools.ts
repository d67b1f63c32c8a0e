import { execFile, spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Where Debian and Red Hat put the programs of each version, beside those on the PATH. */
const HOMES = ['/usr/lib/postgresql', '/usr/pgsql'];

export type ToolName = 'pg_dump' | 'pg_restore';
export interface Tool {
  path: string;
  major: number;
}

/** The oldest that is at least as new as `major`; `null` if none is. */
export async function findTool(name: ToolName, major: number): Promise<Tool | null> {
  const tools = (await Promise.all((await folders()).map((folder) => toolAt(join(folder, name))))).filter(
    (tool) => tool !== null,
  );
  return tools.filter((tool) => tool.major >= major).sort((a, b) => a.major - b.major)[0] ?? null;
}

/**
 * The address without its password, which every user of the machine would see among the
 * processes, and the password apart.
 */
export function withoutPassword(url: string): { url: string; env: NodeJS.ProcessEnv } {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { url: address.href, env: { ...process.env, ...(password === '' ? {} : { PGPASSWORD: password }) } };
}

/** Runs a tool to its end. @param signal ends it @throws Error with the last line that it said */
export async function runTool(
  tool: Tool,
  words: string[],
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<void> {
  await run(tool.path, words, { env, signal, maxBuffer: 64 * 1024 * 1024 }).catch(
    (fault: Error & { stderr?: string }) => {
      throw new Error(`${tool.path} failed: ${fault.stderr?.trim().split('\n')[0] ?? fault.message}`, {
        cause: fault,
      });
    },
  );
}

/** Reads a dump as a restore would, and counts the rows of each table. */
export async function rowsInDump(
  tool: Tool,
  file: string,
  signal?: AbortSignal,
): Promise<Record<string, number>> {
  const child = spawn(tool.path, ['--data-only', '--file=-', file], {
    signal,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve, reject) =>
    child.once('close', resolve).once('error', reject),
  );
  const rows: Record<string, number> = {};
  let table: string | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    if (table === null) {
      table = /^COPY (?:public\.)?"?([^"( ]+)"? .*FROM stdin;$/.exec(line)?.[1] ?? null;
      if (table !== null) rows[table] = 0;
    } else if (line === '\\.') table = null;
    else rows[table]! += 1;
  }
  if ((await ended) !== 0)
    throw new Error(`the copy of the database cannot be read back: pg_restore ended with ${child.exitCode}`);
  return rows;
}

async function folders(): Promise<string[]> {
  const versions = await Promise.all(
    HOMES.map(async (home) =>
      (await readdir(home).catch(() => [])).map((version) => join(home, version, 'bin')),
    ),
  );
  return [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...versions.flat()];
}

async function toolAt(path: string): Promise<Tool | null> {
  try {
    const { stdout } = await run(path, ['--version']);
    const major = Number(/(\d+)/.exec(stdout)?.[1]);
    return major > 0 ? { path, major } : null;
  } catch {
    return null;
  }
}

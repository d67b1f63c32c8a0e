/** A running service for a measurement: the built one, in a process of its own, on a new data folder. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const LOGIN = 'bench';
export const PASSWORD = 'do-luong-239-diem-cau';

/**
 * @returns {Promise<{ url: string, dataDir: string, pid: number, readyMs: number, rssMiB(): number, stop():
 * Promise<void>, restart(signal?: string): Promise<any> }>}
 */
export async function startService({
  dataDir = mkdtempSync(join(tmpdir(), 'diemcau-bench-')),
  nodeArgs = [],
  port = 0,
} = {}) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...nodeArgs, 'dist/server/main.js'], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      ORGANIZER_LOGIN: LOGIN,
      ORGANIZER_PASSWORD: PASSWORD,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((ready, reject) => {
    child.once('exit', (code) => reject(new Error(`the service ended with code ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /listening on (http\S+)/.exec(line);
      if (found) ready(found[1]);
    });
  });
  const readyMs = performance.now() - startedAt;
  const end = (signal = 'SIGTERM') =>
    new Promise((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.removeAllListeners('exit').once('exit', done);
      child.kill(signal);
    });
  return {
    url,
    dataDir,
    pid: child.pid,
    readyMs,
    rssMiB: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    stop: async () => {
      await end();
      rmSync(dataDir, { recursive: true, force: true });
    },
    restart: async (signal) => {
      await end(signal);
      return startService({ dataDir, nodeArgs, port });
    },
  };
}

/** The organizer's bearer token. */
export async function organizerToken(url) {
  const answer = await fetch(`${url}/api/v1/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: LOGIN, password: PASSWORD, name: 'bench' }),
  });
  if (answer.status !== 201) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).token;
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

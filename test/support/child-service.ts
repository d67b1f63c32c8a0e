import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../dist/server/main.js');

/** The built service as its own process, as a person starts it. `npm test` has built it. */
export class ChildService {
  stdout = '';
  stderr = '';
  readonly exit: Promise<number | null>;
  private readonly process: ChildProcess;

  /**
   * @param env all that it is given, but for the PATH
   * @param main another program that starts the service, with a defect
   * @param uid the account that it runs under; root's children may change theirs
   */
  constructor(
    env: Record<string, string | undefined>,
    { main = MAIN, uid }: { main?: string; uid?: number } = {},
  ) {
    if (!existsSync(MAIN)) throw new Error('the server is not built: npm run build:server');
    this.process = spawn(process.execPath, [main], {
      env: { PATH: process.env.PATH, PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      uid,
      gid: uid,
    });
    this.process.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.process.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.exit = new Promise((resolve) => this.process.once('close', resolve));
  }

  /** Its log: what each line says. @throws if one is not JSON */
  messages(): string[] {
    const lines = this.stdout.split('\n').filter(Boolean);
    return lines.map((line) => (JSON.parse(line) as { msg?: string }).msg ?? line);
  }

  /** Its address, once it accepts requests. @throws what it said when it ended instead */
  async url(): Promise<string> {
    let ended = false;
    void this.exit.then(() => (ended = true));
    for (;;) {
      const found = /listening on (http:\/\/\S+)\s/.exec(this.stdout);
      if (found) return found[1]!;
      if (ended) throw new Error(`it ended: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  get pid(): number {
    return this.process.pid!;
  }

  signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.process.kill(signal);
  }

  /** Its exit code. */
  async stop(): Promise<number | null> {
    this.signal('SIGTERM');
    return this.exit;
  }
}

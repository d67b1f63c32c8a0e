import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ProxyAnswer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
}

/** A file of `deploy/` with the places of this machine. @throws if the file does not name one of them */
export function placed(file: string, places: [named: string, here: string][]): string {
  return places.reduce(
    (text, [named, here]) => {
      if (!text.includes(named)) throw new Error(`${file} does not say: ${named}`);
      return text.replaceAll(named, here);
    },
    readFileSync(file, 'utf8'),
  );
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A real proxy in front of the service, with its files in a folder of its own. */
export class ProxyProgram {
  readonly folder = mkdtempSync(join(tmpdir(), 'diemcau-proxy-'));
  readonly certificate = join(this.folder, 'cert.pem');
  readonly key = join(this.folder, 'key.pem');
  private process: ChildProcess | null = null;
  private stderr = '';

  constructor() {
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
    const files = ['-keyout', this.key, '-out', this.certificate];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...files], {
      stdio: 'ignore',
    });
  }

  /** `site`: what stands in nginx's `conf.d`. */
  async nginx(path: string, site: string, port: number): Promise<void> {
    const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${join(this.folder, name)};`,
    );
    const config =
      `master_process off; pid ${join(this.folder, 'pid')}; events { worker_connections 512; }\n` +
      `http { access_log off; ${own.join(' ')}\n${site}\n}\n`;
    const file = this.write('nginx.conf', config);
    await this.run(path, ['-e', 'stderr', '-c', file, '-g', 'daemon off;'], port);
  }

  async caddy(path: string, site: string, port: number): Promise<void> {
    const file = this.write(
      'Caddyfile',
      `{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n${site}`,
    );
    await this.run(path, ['run', '--adapter', 'caddyfile', '--config', file], port);
  }

  async stop(): Promise<void> {
    if (this.process?.exitCode === null) {
      const ended = new Promise((resolve) => this.process!.once('close', resolve));
      this.process.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** One request, the certificate checked. `path` is sent as it stands, where `url` is put in order. */
  ask(
    url: string,
    {
      method = 'GET',
      headers = {},
      body,
      path,
    }: { method?: string; headers?: object; body?: string | Buffer; path?: string } = {},
  ): Promise<ProxyAnswer> {
    return new Promise((resolve, reject) => {
      const send = url.startsWith('https:') ? httpsRequest : httpRequest;
      const request = send(
        url,
        {
          method,
          ...(path === undefined ? {} : { path }),
          ca: readFileSync(this.certificate),
          headers: {
            ...headers,
            ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('end', () =>
            resolve({ status: response.statusCode!, headers: response.headers, text }),
          );
          response.on('error', reject);
        },
      );
      request.on('error', reject).end(body);
    });
  }

  private write(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  private async run(path: string, words: string[], port: number): Promise<void> {
    const env = { PATH: process.env.PATH, HOME: this.folder };
    this.process = spawn(path, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.process.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    while (!(await listens(port))) {
      if (this.process.exitCode !== null) throw new Error(`the proxy ended: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy()).once('connect', () => socket.end());
  });
}

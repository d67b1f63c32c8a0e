import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORGANIZER } from './support/app.js';
import { Client, organizerToken } from './support/client.js';
import { ImageSteps, stagesOf } from './support/image-steps.js';
import { freePort } from './support/proxy-program.js';

const MIB = 1024 * 1024;
let root: string;
let image: ImageSteps;
let app: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'diemcau-image-'));
  chmodSync(root, 0o755);
  image = new ImageSteps(stagesOf(readFileSync('Dockerfile', 'utf8')), root);
  image.do();
  app = image.path('image', image.lastOf('WORKDIR'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );

describe('the image, made step by step from its Dockerfile', () => {
  it('runs under an account of its own, without a shell, and holds no secret', () => {
    expect(image.lastOf('USER')).toMatch(/^[1-9]\d{3,}:[1-9]\d{3,}$/);
    expect(image.command('CMD').slice(1)).toEqual(['dist/server/main.js']);
    expect(Object.keys(image.environment).sort()).toEqual(['DATA_DIR', 'HOST', 'NODE_ENV', 'PORT']);
    expect(JSON.parse(image.lastOf('VOLUME'))).toEqual([image.environment.DATA_DIR, '/backups']);
  });

  it('holds what runs, and none of what it was made of', () => {
    const files = filesOf(app);
    const [libraries, own] = [true, false].map((isLibrary) =>
      files.filter((name) => name.startsWith('node_modules/') === isLibrary),
    );
    expect(own!.filter((name) => /\.(map|ts|svelte)$/.test(name))).toEqual([]);
    expect(libraries!.filter((name) => /\/(typescript|svelte|fastify)\/|\.c$/.test(name))).toEqual([]);
    const compiled = libraries!.filter((name) => name.endsWith('.node'));
    expect(compiled.filter((name) => !name.includes(`${process.platform}-${process.arch}`))).toEqual([]);
    expect(compiled.length).toBeGreaterThan(1);
    expect(files).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'dist/server/libraries.txt']));
    const bytes = files.reduce((sum, name) => sum + statSync(join(app, name)).size, 0);
    expect(bytes).toBeLessThan(60 * MIB);
  });

  it('starts as it says, is healthy, writes only where it may, and ends with code 0', async () => {
    const port = String(await freePort());
    const before = filesOf(app);
    const [program, ...words] = image.command('CMD');
    const account = image.uid === undefined ? {} : { uid: image.uid, gid: image.uid };
    const env = {
      ...image.environment,
      DATA_DIR: image.folder(image.environment.DATA_DIR!),
      HOST: '127.0.0.1',
      PORT: port,
      ORGANIZER_LOGIN: ORGANIZER.login,
      ORGANIZER_PASSWORD: ORGANIZER.password,
    };
    const [health, ...check] = image.command('HEALTHCHECK');
    const isHealthy = (): boolean => spawnSync(health!, check, { cwd: app, env, ...account }).status === 0;
    expect(isHealthy()).toBe(false);
    const service = spawn(program!, words, {
      cwd: app,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      ...account,
    });
    const exit = new Promise((resolve) => service.once('close', resolve));
    try {
      let log = '';
      await new Promise<void>((resolve, reject) => {
        void exit.then(() => reject(new Error(log)));
        service.stdout.on(
          'data',
          (text: Buffer) => (log += text.toString()).includes('listening on') && resolve(),
        );
      });
      expect(isHealthy()).toBe(true);
      const url = `http://127.0.0.1:${port}`;
      const { token } = new Client(url).as(await organizerToken(url, ORGANIZER.login, ORGANIZER.password));
      expect(token).toBeTruthy();
      expect((await fetch(`${url}/organizer`)).status).toBe(200);
    } finally {
      service.kill('SIGTERM');
    }
    expect(await exit).toBe(0);
    expect(isHealthy()).toBe(false);
    expect(filesOf(app)).toEqual(before);
  });

  it('holds the driver of PostgreSQL', async () => {
    const [program, ...words] = image.command('CMD');
    const port = await freePort();
    const env = {
      ...image.environment,
      DATA_DIR: image.folder(image.environment.DATA_DIR!),
      DATABASE_URL: `postgres://diemcau@127.0.0.1:${port}/diemcau`,
    };
    const { status, stderr } = spawnSync(program!, words, { cwd: app, env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining(`the database at 127.0.0.1:${port} cannot be reached`),
    ]);
  });
});

describe('compose.yaml', () => {
  const text = readFileSync('compose.yaml', 'utf8');
  const readme = readFileSync('README.md', 'utf8');

  it('sets what the README names, each to what `.env` says', () => {
    const block = /\n {4}environment:\n((?: {6}.*\n)+)/.exec(text)![1]!;
    const names = [...block.matchAll(/^ {6}([A-Z_]+): /gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !readme.includes(`\`${name.replace(/_FILE$/, '')}\``))).toEqual([]);
  });

  it('has a PostgreSQL whose backups the tools of the image can make', () => {
    const server = /image: postgres:(\d+)/.exec(text)![1];
    expect(readFileSync('Dockerfile', 'utf8')).toContain(`/usr/lib/postgresql/${server}/bin/pg_dump`);
  });
});

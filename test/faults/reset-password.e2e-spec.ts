import { afterEach, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditLine } from '../../src/contract/audit.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { ORGANIZER } from '../support/app.js';
import { ChildService } from '../support/child-service.js';
import type { Page } from '../../src/contract/wire.js';
import { Client, organizerToken } from '../support/client.js';
import { expectProblem } from '../support/expect-problem.js';
import { made } from '../support/hall.js';

let folder: string;
let service: ChildService | null = null;
afterEach(async () => {
  service?.signal('SIGKILL');
  await service?.exit;
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]): { code: number | null; out: string; fault: string } => {
  const env = { ...process.env, NODE_OPTIONS: '', DATA_DIR: folder, DATABASE_URL: '' };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['dist/server/reset-password.js', ...words],
    {
      env,
      encoding: 'utf8',
    },
  );
  return { code: status, out: stdout, fault: stderr };
};

it('the machine gives out a link for a forgotten password, while the service runs', async () => {
  folder = await mkdtemp(join(tmpdir(), 'diemcau-reset-'));
  expect(run('ban-to-chuc')).toEqual({
    code: 1,
    out: '',
    fault: `no link was made: there is no data in ${folder}\n`,
  });
  service = new ChildService({
    DATA_DIR: folder,
    ORGANIZER_LOGIN: ORGANIZER.login,
    ORGANIZER_PASSWORD: ORGANIZER.password,
  });
  const url = await service.url();
  const client = new Client(url, await organizerToken(url, ORGANIZER.login, ORGANIZER.password));
  for (const words of [[], ['--help'], ['a', 'b']])
    expect(run(...words)).toMatchObject({ code: 2, out: '', fault: expect.stringContaining('LOGIN') });
  expect(run('nobody-here')).toMatchObject({
    code: 3,
    out: '',
    fault: expect.stringContaining('no account has the login nobody-here'),
  });

  const { code, out } = run(ORGANIZER.login.toUpperCase());
  const token = /^http:\/\/\S+\/organizer#invited=([\w-]{43})\n$/.exec(out)![1]!;
  expect(code).toBe(0);
  const path = `${pathTo(ROUTES.audit)}?machine=false`;
  const [line] = made(await client.get<Page<AuditLine>>(path)).items.filter(
    ({ act }) => act === 'account.invited',
  );
  expect(line).toMatchObject({ actor: { kind: 'service' }, detail: { by: 'reset-password' } });
  expect((await client.get(pathTo(ROUTES.me))).status).toBe(200);
  const body = { token, password: 'ba con trâu trắng' };
  const anonymous = new Client(url);
  expect((await anonymous.post(pathTo(ROUTES.invited), body)).status).toBe(201);
  expectProblem(await anonymous.post(pathTo(ROUTES.invited), body), 404, 'auth.invitation-invalid');
  expectProblem(await client.get(pathTo(ROUTES.me)), 401, 'auth.ended');
  const signIn = (password: string) =>
    anonymous.post(pathTo(ROUTES.signIn), { login: ORGANIZER.login, password });
  expectProblem(await signIn(ORGANIZER.password), 401, 'auth.invalid');
  expect((await signIn('ba con trâu trắng')).status).toBe(200);
});

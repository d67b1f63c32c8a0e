import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { expectProblemResponse } from './support/expect-problem.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe('broken requests leave as problems', () => {
  const JSON_TYPE = { 'content-type': 'application/json' };
  const signIn = pathTo(ROUTES.signIn);

  test('unknown route', async () =>
    expectProblemResponse(await app.anonymous.get('/api/v1/nothing-here'), 404, 'route.not-found'));
  test('unknown route, written to', async () =>
    expectProblemResponse(await app.anonymous.post('/api/v1/nothing-here', {}), 404, 'route.not-found'));
  test('wrong method', async () => {
    const answer = await app.anonymous.delete<ProblemBody>(pathTo(ROUTES.conferences));
    expectProblemResponse(answer, 405, 'method.not-allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });
  test('malformed JSON', async () =>
    expectProblemResponse(await app.anonymous.post(signIn, '{"login": ', JSON_TYPE), 400, 'request.invalid'));
  test('JSON that is no object', async () =>
    expectProblemResponse(await app.anonymous.post(signIn, '[1]', JSON_TYPE), 400, 'request.invalid'));
  test('JSON nested without end', async () =>
    expectProblemResponse(
      await app.anonymous.post(signIn, `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, JSON_TYPE),
      400,
      'request.invalid',
    ));
  test('a number for a body', async () =>
    expectProblemResponse(await app.anonymous.post(signIn, '7', JSON_TYPE), 400, 'request.invalid'));
  test('null for a body', async () =>
    expectProblemResponse(await app.anonymous.post(signIn, 'null', JSON_TYPE), 400, 'request.invalid'));
  test('no body', async () =>
    expectProblemResponse(await app.anonymous.post(signIn), 400, 'request.invalid'));
  test('an empty body', async () =>
    expectProblemResponse(await app.anonymous.post(signIn, '', JSON_TYPE), 400, 'request.invalid'));
  test('a poisoned prototype', async () =>
    expectProblemResponse(
      await app.anonymous.post(
        signIn,
        '{"__proto__": {"kind": "organizer"}, "login": "a", "password": "b"}',
        JSON_TYPE,
      ),
      400,
      'request.invalid',
    ));
  test('an unknown field', async () => {
    const answer = await app.anonymous.post<ProblemBody>(signIn, { login: 'a', password: 'b', admin: true });
    expectProblemResponse(answer, 400, 'request.invalid');
    expect(answer.body.errors).toEqual([expect.objectContaining({ path: 'admin', code: 'field.unknown' })]);
  });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])
    test(`content type ${type}`, async () =>
      expectProblemResponse(
        await app.anonymous.post(signIn, 'login=a&password=b', { 'content-type': type }),
        415,
        'request.media-type',
      ));
  test('a form with files', async () =>
    expectProblemResponse(
      await app.anonymous.upload(signIn, { name: 'a.txt', content: 'x' }),
      400,
      'request.invalid',
    ));
  test('too large a body', async () =>
    expectProblemResponse(
      await app.anonymous.post(signIn, { login: 'a', password: 'x'.repeat(300_000) }),
      413,
      'request.too-large',
    ));
  test('far too large a body: who sends all of it first reads why, and may ask again', async () => {
    const body = JSON.stringify({ login: 'a', password: 'x'.repeat(20_000_000) });
    const refused = `POST ${signIn} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
    const next = 'GET /api/v1/nothing-here HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const answers = await raw(`${refused}Content-Length: ${body.length}\r\n\r\n${body}${next}`, 'all first');
    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 404']);
    expect(answers).toContain('"code":"request.too-large"');
  });
  test('bad percent-encoding', async () =>
    expectProblemResponse(await app.anonymous.get('/api/v1/conferences/%E0%A4%A'), 400, 'request.invalid'));
  test('an id longer than any', async () =>
    expectProblemResponse(
      await app.anonymous.get(`/api/v1/conferences/${'a'.repeat(300)}`),
      404,
      'route.not-found',
    ));
  test('an address with NUL', async () =>
    expectProblemResponse(await app.anonymous.get('/api/v1/conferences/a%00b'), 400, 'request.invalid'));
  test('a NUL in a text is no failure of ours', async () => {
    const answer = await app.anonymous.post<ProblemBody>(signIn, { login: 'a\u0000b', password: 'x\u0000y' });
    expect([400, 401]).toContain(answer.status);
  });
  test('a bad query', async () =>
    expectProblemResponse(
      await app.anonymous.get(`${pathTo(ROUTES.conferences)}?limit=0`),
      400,
      'request.invalid',
    ));
  test('a cursor of our own making', async () =>
    expectProblemResponse(
      await app.anonymous.get(`${pathTo(ROUTES.conferences)}?after=xyz`),
      400,
      'request.invalid',
    ));
  test('headers too large', async () =>
    expectRaw(
      await raw(`GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`),
      431,
      'request.headers-too-large',
    ));
  test('no HTTP at all', async () => expectRaw(await raw('MAY I COME IN\r\n\r\n'), 400, 'request.invalid'));
  test('a body that is shorter than it says', async () => {
    const answer = await raw(
      `POST ${signIn} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n` +
        'Content-Length: 9000\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    expectRaw(answer, 400, 'request.invalid');
  });
});

function expectRaw(answer: string, status: number, code: string): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain('Content-Type: application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ status, code });
}

/** Sends these bytes, and reads the answer until the connection closes: at once, or when all is sent. */
function raw(bytes: string, reads: 'at once' | 'all first' = 'at once'): Promise<string> {
  const { hostname, port } = new URL(app.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => {
      if (reads === 'at once') read();
      socket.write(bytes, read);
    });
    const read = (): void => {
      socket.removeAllListeners('data').on('data', (text: string) => (answer += text));
    };
    socket
      .setEncoding('utf8')
      .on('close', () => resolve(answer))
      .on('error', (fault: NodeJS.ErrnoException) => (answer ? resolve(answer) : reject(fault)));
  });
}

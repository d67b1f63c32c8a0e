import { type RawAnswer, readPullAnswer, readSendAnswer } from './answer.rules.js';

const raw = (
  status: number,
  text: string,
  contentType = 'application/json',
  retryAfter: string | null = null,
): RawAnswer => ({
  status,
  text,
  contentType,
  retryAfter,
});
const receipt = { id: 'e', outcome: 'accepted' };
const problem = JSON.stringify({
  type: 'urn:diemcau:problem:server.busy',
  code: 'server.busy',
  detail: 'busy',
  status: 503,
});

describe('the answer to a batch', () => {
  it.each<[string, RawAnswer, string]>([
    ['receipts', raw(200, JSON.stringify({ receipts: [receipt], seq: 4 })), 'receipts'],
    ['cut JSON', raw(200, JSON.stringify({ receipts: [receipt], seq: 4 }).slice(0, -3)), 'foreign'],
    ["a portal's page with 200", raw(200, '<html>', 'text/html'), 'foreign'],
    ["a portal's JSON with 200", raw(200, '{"login":"http://10.0.0.1"}'), 'foreign'],
    ['a portal that calls its page JSON', raw(200, '<html>'), 'foreign'],
    ['our problem', raw(503, problem, 'application/problem+json', '7'), 'problem'],
    [
      "somebody else's problem",
      raw(401, '{"code":"auth.ended","detail":"x","type":"about:blank"}', 'application/problem+json'),
      'foreign',
    ],
    ["a proxy's 502", raw(502, '<h1>Bad Gateway</h1>', 'text/html'), 'foreign'],
  ])('%s', (_name, answer, kind) => {
    expect(readSendAnswer(answer).kind).toBe(kind);
  });
  it('says how long the service asks to wait', () => {
    expect(readSendAnswer(raw(503, problem, 'application/problem+json', '7'))).toMatchObject({
      retryAfterMs: 7_000,
    });
    expect(readSendAnswer(raw(503, problem, 'application/problem+json'))).toMatchObject({
      retryAfterMs: null,
    });
  });
  it('leaves out incomplete receipts', () => {
    const answer = readSendAnswer(
      raw(
        200,
        JSON.stringify({ receipts: [receipt, null, { id: 'f' }, { id: 'g', outcome: 'perhaps' }], seq: 4 }),
      ),
    );
    expect(answer).toEqual({ kind: 'receipts', receipts: [receipt], seq: 4 });
  });
});

describe('the answer to a fetch of the roster', () => {
  const roster = {
    seq: 9,
    full: true,
    serverTime: '2026-11-22T01:00:00.000Z',
    conference: {},
    site: {},
    checkpoints: [],
    members: [],
    states: [],
  };
  it('contains the offset of the clock, measured half-way between request and answer', () => {
    const server = Date.parse(roster.serverTime);
    expect(
      readPullAnswer(raw(200, JSON.stringify(roster)), server - 180_000 - 200, server - 180_000 + 200),
    ).toMatchObject({ kind: 'roster', offset: 180_000 });
  });
  it.each([
    '{}',
    '[]',
    'null',
    JSON.stringify({ ...roster, members: null }),
    JSON.stringify({ ...roster, serverTime: 'now' }),
  ])('takes %s for no roster', (text) => {
    expect(readPullAnswer(raw(200, text), 0, 0).kind).toBe('foreign');
  });
});

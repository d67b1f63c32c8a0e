import type { HelpCall } from '#contract/help.js';
import { readHelpAnswer } from './help-answer.rules.js';
import {
  afterNews,
  briefOf,
  ANSWER_STANDS_MS,
  CALLS_CACHED,
  callsOfSite,
  messageOf,
  refusalOf,
  standingOf,
} from './help.rules.js';
import type { CachedCalls, WaitingCall } from './cached-calls.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
const call = (id: string, minute: number, more: Partial<HelpCall> = {}): HelpCall => ({
  id,
  conferenceId: 'c',
  siteId: 's',
  message: `Mất tiếng ${id}`,
  at: at(minute),
  actor: { kind: 'coordinator', id: 'd' },
  state: 'open',
  taken: null,
  answers: [],
  closed: null,
  ...more,
});
const answered = (id: string, minute: number, closedAt: number): HelpCall =>
  call(id, minute, {
    state: 'answered',
    closed: { at: at(closedAt), actor: { kind: 'organizer', id: 'o' }, message: 'Đang gọi lại' },
  });
const waiting: WaitingCall = { id: 'w', message: 'Mất hình', at: at(3), refused: null };
const cached = (more: Partial<CachedCalls> = {}): CachedCalls => ({
  siteId: 's',
  waiting: null,
  calls: [],
  ...more,
});

describe('the calls that the device caches', () => {
  it('are those of its site alone', () => {
    expect(callsOfSite(cached({ waiting }), 's').waiting).toEqual(waiting);
    expect(callsOfSite(cached({ waiting }), 'other')).toEqual({ siteId: 'other', waiting: null, calls: [] });
    expect(callsOfSite(null, 's')).toEqual(cached());
  });
  it('include new ones, newest first, and none of other sites', () => {
    const after = afterNews(cached(), [call('1', 1), call('2', 2), call('x', 3, { siteId: 'other' })]);
    expect(after.calls.map(({ id }) => id)).toEqual(['2', '1']);
    expect(afterNews(after, [call('2', 2)])).toBe(after);
  });
  it('stay closed when late news arrives', () => {
    const after = afterNews(cached({ calls: [answered('1', 1, 2)] }), [call('1', 1)]);
    expect(after.calls[0]?.state).toBe('answered');
  });
  it('show who took them and what was answered, whatever order the news has', () => {
    const by = (minute: number) => ({
      at: at(minute),
      actor: { kind: 'organizer', id: 'o' } as const,
      name: 'Minh',
    });
    const [taken, over] = [call('1', 1, { taken: by(2) }), call('1', 1, { taken: by(4) })];
    const replied = call('1', 1, { taken: by(2), answers: [{ id: 'a', text: 'Đang đến', ...by(3) }] });
    const { answers: _, taken: __, ...older } = call('1', 1);
    const brief = (calls: HelpCall[]) => briefOf(standingOf(cached({ calls }), at(5))!);
    const inOrder = [call('1', 1), taken, replied];
    for (const news of [inOrder, inOrder.toReversed(), [replied, call('1', 1), taken]])
      expect(news.reduce((all, one) => afterNews(all, [one]), cached()).calls).toEqual([replied]);
    expect(afterNews(cached({ calls: [over] }), [taken]).calls).toEqual([over]);
    expect(afterNews(cached({ calls: [older as HelpCall] }), [taken]).calls).toEqual([taken]);
    expect([[call('1', 1)], [older as HelpCall], [taken], [replied]].map(brief)).toEqual([
      'open',
      'open',
      'taken',
      'answered',
    ]);
  });
  it('no longer wait once the service has them', () => {
    expect(afterNews(cached({ waiting }), [call('w', 3)]).waiting).toBeNull();
    expect(afterNews(cached({ waiting }), [call('1', 3)]).waiting).toEqual(waiting);
  });
  it('do not grow for ever', () => {
    const many = Array.from({ length: CALLS_CACHED + 5 }, (_, n) => call(String(n), n));
    expect(afterNews(cached(), many).calls).toHaveLength(CALLS_CACHED);
    expect(afterNews(cached(), many).calls[0]?.id).toBe(String(CALLS_CACHED + 4));
  });
});

describe('the call that the page shows', () => {
  const calls = [answered('3', 5, 6), call('2', 4), call('1', 1)];
  it('is the unsent one, then the open one, then the answered one', () => {
    expect(standingOf(cached({ waiting, calls }), at(7))?.kind).toBe('waiting');
    expect(
      standingOf(cached({ waiting: { ...waiting, refused: 'site.not-found' }, calls }), at(7))?.kind,
    ).toBe('refused');
    expect(standingOf(cached({ calls }), at(7))).toEqual({ kind: 'open', call: call('2', 4) });
    expect(standingOf(cached({ calls: [answered('3', 5, 6)] }), at(7))?.kind).toBe('answered');
  });
  it('is not an old answer, nor a withdrawn call', () => {
    const old = new Date(Date.parse(at(6)) + ANSWER_STANDS_MS + 1).toISOString();
    expect(standingOf(cached({ calls: [answered('3', 5, 6)] }), old)).toBeNull();
    expect(standingOf(cached({ calls: [call('1', 1, { state: 'withdrawn' })] }), at(2))).toBeNull();
  });
});

it.each([
  ['  Mất\n tiếng ', 'Mất tiếng'],
  [' \t\n', null],
  ['a'.repeat(280), 'a'.repeat(280)],
  ['a'.repeat(281), null],
  ['Me\u0302\u0301t', 'M\u1ebft'],
])('%j is the line %j', (text, line) => expect(messageOf(text)).toBe(line));

describe('an answer of the service', () => {
  const json = (status: number, body: unknown) => ({
    status,
    contentType: 'application/json',
    text: JSON.stringify(body),
    retryAfter: null,
  });
  it('is one call or a list of them', () => {
    expect(readHelpAnswer(json(201, call('1', 1)))).toEqual({ kind: 'calls', calls: [call('1', 1)] });
    expect(readHelpAnswer(json(200, { items: [call('1', 1)], next: null }))).toEqual({
      kind: 'calls',
      calls: [call('1', 1)],
    });
  });
  it('is ignored if it is incomplete, or a portal’s page', () => {
    expect(readHelpAnswer(json(200, { ok: true }))).toEqual({ kind: 'foreign', status: 200 });
    expect(
      readHelpAnswer({ status: 200, contentType: 'text/html', text: '<h1>Wi-Fi</h1>', retryAfter: null }),
    ).toEqual({ kind: 'foreign', status: 200 });
  });
  it.each([
    [400, 'request.invalid', 'request.invalid'],
    [404, 'site.not-found', 'site.not-found'],
    [409, 'help.too-many', 'help.too-many'],
    [401, 'auth.ended', null],
    [429, 'rate.limited', null],
    [503, 'server.busy', null],
  ])('%i %s refuses the call: %s', (status, code, refusal) => {
    expect(
      refusalOf(readHelpAnswer(json(status, { type: `urn:diemcau:problem:${code}`, code, detail: '' }))),
    ).toBe(refusal);
  });
  it('that never came refuses nothing', () => expect(refusalOf({ kind: 'none' })).toBeNull());
});

import type { SpeakRequest } from '#contract/speaking.js';
import type { CachedSpeaking, UnsentRequest } from './cached-speaking.js';
import { afterReadings, lineOf, readSpeakAnswer, speakingOfSite, standingOf } from './speaking.rules.js';

const AT = '2026-11-22T01:00:00.000Z';
const request = (id: string, seq: number, more: Partial<SpeakRequest> = {}): SpeakRequest => ({
  id,
  conferenceId: 'c',
  siteId: 's',
  site: { code: 'S1', name: 'Xã Đồng Tiến' },
  sessionId: null,
  topic: `Ý kiến ${id}`,
  speaker: null,
  state: 'waiting',
  seq,
  place: seq,
  pinned: false,
  position: 1,
  presence: 'online',
  at: AT,
  actor: { kind: 'coordinator', id: 'd' },
  calls: 0,
  declined: false,
  calledAt: null,
  calledUntil: null,
  readyAt: null,
  startedAt: null,
  endedAt: null,
  ...more,
});
const unsent: UnsentRequest = {
  id: 'u',
  topic: 'Hỏi',
  speaker: null,
  sessionId: null,
  at: AT,
  refused: null,
};
const cached = (requests: SpeakRequest[], more: Partial<CachedSpeaking> = {}): CachedSpeaking => ({
  siteId: 's',
  unsent: null,
  requests,
  ...more,
});
const json = (status: number, body: unknown) => ({
  status,
  contentType: 'application/json',
  text: JSON.stringify(body),
  retryAfter: null,
});

describe('the requests that a device caches', () => {
  it('are those of its site, each as it was read last', () => {
    const after = afterReadings(cached([]), [
      request('a', 2, { state: 'called' }),
      request('a', 1),
      request('b', 3, { siteId: 'other' }),
    ]);
    expect(after.requests.map(({ id, state }) => [id, state])).toEqual([['a', 'called']]);
    expect(afterReadings(after, [request('a', 1)])).toBe(after);
    expect(speakingOfSite({ ...after, siteId: 'other' }, 's').requests).toEqual([]);
  });

  it('take the one that was sent from those that wait, though its answer was lost', () => {
    expect(afterReadings(cached([], { unsent }), [request('u', 1)]).unsent).toBeNull();
    expect(afterReadings(cached([], { unsent }), [request('x', 1)]).unsent).toEqual(unsent);
  });
});

describe('what the page says', () => {
  const over = request('z', 9, { state: 'skipped', endedAt: AT });
  it.each<[string, CachedSpeaking, string | null]>([
    ['nothing', cached([]), null],
    ['a call before all', cached([request('a', 1), request('b', 2, { state: 'called' })]), 'called'],
    ['who speaks', cached([request('a', 1), request('b', 2, { state: 'speaking' })]), 'speaking'],
    ['what waits before what is not sent', cached([request('a', 1)], { unsent }), 'waiting'],
    ['what is not sent', cached([], { unsent }), 'unsent'],
    ['what was refused', cached([], { unsent: { ...unsent, refused: 'speak.closed' } }), 'refused'],
    ['what came to nothing', cached([over]), 'skipped'],
    ['nothing of what is done', cached([request('a', 10, { state: 'done', endedAt: AT }), over]), null],
  ])('is %s', (_, of, kind) => expect(standingOf(of, AT)?.kind ?? null).toBe(kind));

  it('is no old outcome', () => {
    expect(standingOf(cached([over]), '2026-11-22T01:15:00.000Z')).toBeNull();
  });

  it('takes a line as the service does', () => {
    expect([lineOf('  a\n b ', 140), lineOf(' ', 140), lineOf('abc', 2)]).toEqual(['a b', null, null]);
  });
});

describe('an answer', () => {
  it('is a request, a list with its gate, or not the service’s', () => {
    expect(readSpeakAnswer(json(201, request('a', 1)))).toMatchObject({ kind: 'requests', open: null });
    const list = { items: [request('a', 1)], next: null, gate: { open: false } };
    expect(readSpeakAnswer(json(200, list))).toMatchObject({ kind: 'requests', open: false });
    expect(readSpeakAnswer(json(200, { items: [{}] })).kind).toBe('foreign');
    expect(readSpeakAnswer({ ...json(200, ''), contentType: 'text/html' }).kind).toBe('foreign');
    const refused = { type: 'urn:diemcau:problem:speak.closed', code: 'speak.closed', detail: '' };
    expect(readSpeakAnswer(json(409, refused))).toMatchObject({ kind: 'problem', code: 'speak.closed' });
  });
});

import { HELP_ANSWER_LIMIT, type HelpAnswer, type HelpCall, type HelpTaking } from '../contract/help.js';
import { carriedOn, isRepetition, judgeAnswer, judgeTaking, shownOf } from './help.rules.js';

const call = (id: string, more: Partial<HelpCall> = {}): HelpCall => ({
  id,
  conferenceId: 'c',
  siteId: 's',
  message: `Mất tiếng ${id}`,
  at: '2026-11-22T01:00:00.000Z',
  actor: { kind: 'coordinator', id: 'd' },
  state: 'open',
  taken: null,
  answers: [],
  closed: null,
  ...more,
});

const taking = (name: string): HelpTaking => ({
  at: '2026-11-22T01:01:00.000Z',
  actor: { kind: 'organizer', id: name },
  name,
});
const answer = (id: string, name = 'an', text = 'Đang đến'): HelpAnswer => ({ ...taking(name), id, text });

describe('the open calls of a site', () => {
  it('show the last that came, and how many there are', () => {
    expect(shownOf([])).toBeNull();
    expect(shownOf([call('1'), call('2')])).toEqual({
      id: '2',
      message: 'Mất tiếng 2',
      at: '2026-11-22T01:00:00.000Z',
      open: 2,
      isTaken: false,
    });
    expect(shownOf([call('1', { taken: taking('an') }), call('2', { taken: taking('bình') })])).toMatchObject(
      {
        id: '2',
        isTaken: true,
      },
    );
  });

  it.each(['answered', 'withdrawn'] as const)(
    'lose the one that was %s, and keep the order of the others',
    (state) => {
      const open = [call('1'), call('2'), call('3')];
      expect(carriedOn(open, call('3', { state })).map(({ id }) => id)).toEqual(['1', '2']);
      expect(carriedOn(open, call('1', { state })).map(({ id }) => id)).toEqual(['2', '3']);
      expect(carriedOn([], call('1', { state }))).toEqual([]);
    },
  );

  it('hold each once', () => {
    expect(carriedOn(carriedOn([], call('1')), call('1'))).toEqual([call('1')]);
  });

  it('keep their order when one of them is taken', () => {
    const taken = call('1', { taken: taking('an') });
    expect(carriedOn([call('1'), call('2')], taken)).toEqual([taken, call('2')]);
  });
});

describe('a repetition', () => {
  it('has the same words from the same site, whatever has become of the call', () => {
    expect(isRepetition(call('1', { state: 'answered' }), 's', { id: '1', message: 'Mất tiếng 1' })).toBe(
      true,
    );
    expect(isRepetition(call('1'), 's', { id: '1', message: 'Mất hình' })).toBe(false);
    expect(isRepetition(call('1'), 'other', { id: '1', message: 'Mất tiếng 1' })).toBe(false);
  });
});

describe('a taking', () => {
  it.each([
    ['nobody has it', {}, null, 'take'],
    ['nobody has it any more', {}, 'bình', 'take'],
    ['they have it', { taken: taking('an') }, null, 'nothing'],
    ['somebody else has it', { taken: taking('bình') }, null, 'taken'],
    ['they take it over', { taken: taking('bình') }, 'bình', 'take'],
    ['a third took it over first', { taken: taking('cường') }, 'bình', 'taken'],
    ['it is closed', { state: 'answered', taken: taking('bình') }, 'bình', 'nothing'],
  ] as const)('by an organizer while %s', (_, more, over, verdict) => {
    expect(judgeTaking(call('1', more), 'an', over)).toBe(verdict);
  });
});

describe('an answer that leaves the call open', () => {
  it.each([
    ['is added', {}, 'add'],
    ['is nothing when it is there', { answers: [answer('1')] }, 'nothing'],
    [
      'is nothing when it is there, though the call is closed',
      { state: 'answered', answers: [answer('1')] },
      'nothing',
    ],
    ['is refused under an id with other words', { answers: [answer('1', 'an', 'Khác')] }, 'id-reused'],
    ['is refused under an id of somebody else', { answers: [answer('1', 'bình')] }, 'id-reused'],
    ['is nothing when the call is closed', { state: 'withdrawn' }, 'nothing'],
    ['is refused when there are too many', { answers: Array(HELP_ANSWER_LIMIT).fill(answer('0')) }, 'full'],
  ] satisfies [string, Partial<HelpCall>, string][])('%s', (_, more, verdict) => {
    expect(judgeAnswer(call('1', more), answer('1'))).toBe(verdict);
  });
});

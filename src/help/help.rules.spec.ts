import type { HelpCall } from '../contract/help.js';
import { carriedOn, isRepetition, shownOf } from './help.rules.js';

const call = (id: string, more: Partial<HelpCall> = {}): HelpCall => ({
  id,
  conferenceId: 'c',
  siteId: 's',
  message: `Mất tiếng ${id}`,
  at: '2026-11-22T01:00:00.000Z',
  actor: { kind: 'coordinator', id: 'd' },
  state: 'open',
  closed: null,
  ...more,
});

describe('the open calls of a site', () => {
  it('show the last that came, and how many there are', () => {
    expect(shownOf([])).toBeNull();
    expect(shownOf([call('1'), call('2')])).toEqual({
      id: '2',
      message: 'Mất tiếng 2',
      at: '2026-11-22T01:00:00.000Z',
      open: 2,
    });
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

import { START, type SyncState } from './sync.rules.js';
import { fromTabState, toTabState } from './tab-message.rules.js';

const state: SyncState = {
  ...START,
  deferred: new Map([['e0', { until: 5, tries: 1, code: 'request.invalid' }]]),
};

describe('the sync state that another tab is told', () => {
  it('has the names that released pages read', () =>
    expect(Object.keys(toTabState(state)).sort()).toEqual([
      'failures',
      'held',
      'link',
      'notBefore',
      'pullAt',
      'size',
    ]));
  it('comes back as it was', () => expect(fromTabState(toTabState(state))).toEqual(state));
});

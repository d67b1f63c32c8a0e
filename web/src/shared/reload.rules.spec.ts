import { BLIND_RELOAD_EVERY_MS, mayReload, RELOAD_EVERY_MS } from './reload.rules.js';

const at = 1_000_000_000_000;

describe('a page that the service no longer serves', () => {
  it.each([
    ['has not loaded itself again yet', null, 1, at, true],
    ['has just done so, and is the same', { contract: 1, at }, 1, at + 5_000, false],
    ['has just done so, and got an older one', { contract: 2, at }, 1, at + 5_000, false],
    [
      'has just done so, and got a newer one that is too old as well',
      { contract: 1, at },
      2,
      at + 5_000,
      true,
    ],
    ['did so an hour ago', { contract: 1, at }, 1, at + BLIND_RELOAD_EVERY_MS, true],
    [
      'did so before the clock was set back by an hour',
      { contract: 1, at },
      1,
      at - BLIND_RELOAD_EVERY_MS,
      true,
    ],
  ])('that %s', (_, last, contract, now, expected) => {
    expect(mayReload(last, contract, now, BLIND_RELOAD_EVERY_MS)).toBe(expected);
  });

  it('does not reload twice within a minute between two services', () => {
    expect(mayReload({ contract: 1, at }, 1, at + RELOAD_EVERY_MS - 1, RELOAD_EVERY_MS)).toBe(false);
    expect(mayReload({ contract: 1, at }, 1, at + RELOAD_EVERY_MS, RELOAD_EVERY_MS)).toBe(true);
  });
});

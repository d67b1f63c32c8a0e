import { AlarmWatch, rungOf, withRung } from './alarm.rules.js';

const at = (minute: number) => ({ at: `2026-11-22T01:0${minute}:00.000Z` });

describe('an alarm', () => {
  it('is new once, and not when an older one is the newest left', () => {
    const watch = new AlarmWatch();
    expect([at(1), at(1), at(2), at(2), at(1), null, at(1), at(3)].map((one) => watch.isNew(one))).toEqual([
      false,
      false,
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('is new when there was none at the first look', () => {
    const watch = new AlarmWatch();
    expect([watch.isNew(null), watch.isNew(at(1))]).toEqual([false, true]);
  });
});

describe('the alarms that rang on a device', () => {
  it('ring in one tab only', () => {
    const rung = withRung([], 'a')!;
    expect(rung).toEqual(['a']);
    expect(withRung(rung, 'a')).toBeNull();
    expect(withRung(rung, 'b')).toEqual(['a', 'b']);
  });

  it('do not grow for ever', () => {
    let rung: string[] = [];
    for (let n = 0; n < 60; n += 1) rung = withRung(rung, String(n))!;
    expect([rung.length, rung[0], rung.at(-1)]).toEqual([50, '10', '59']);
  });

  it.each([
    [null, []],
    ['["a","b"]', ['a', 'b']],
    ['["a",1]', ['a']],
    ['{', []],
    ['{"a":1}', []],
  ])('are read from %j as %j', (stored, rung) => expect(rungOf(stored)).toEqual(rung));
});

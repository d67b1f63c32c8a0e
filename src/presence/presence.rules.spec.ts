import fc from 'fast-check';
import { aged, arrived, left, type Link, NEVER, nextAging, resumed, type Timing } from './presence.rules.js';

const timing: Timing = { grace: 2_500, lostAfter: 20_000, flickers: 3, flickerWindow: 60_000 };
const here = arrived(NEVER, 1_000, timing);

describe('presence of a site', () => {
  it('is never until a console comes', () => {
    expect(aged(NEVER, 99_000, timing)).toEqual({ state: 'never' });
    expect(left(NEVER, 5, timing)).toEqual({ state: 'never' });
    expect(here).toEqual({ state: 'online', since: 1_000, goneAt: null, drops: [] });
  });

  it('does not see a reload', () => {
    const away = aged(left(here, 5_000, timing), 7_499, timing);
    expect(away).toMatchObject({ state: 'online', since: 1_000 });
    expect(arrived(away, 7_499, timing)).toMatchObject({ state: 'online', since: 1_000, goneAt: null });
  });

  it('is unsteady after the grace and lost later, both since the leaving', () => {
    const away = left(here, 5_000, timing);
    expect(nextAging(away, timing)).toBe(7_500);
    const unsteady = aged(away, 7_500, timing);
    expect(unsteady).toMatchObject({ state: 'unsteady', since: 5_000 });
    expect(nextAging(unsteady, timing)).toBe(25_000);
    expect(aged(unsteady, 24_999, timing)).toBe(unsteady);
    expect(aged(unsteady, 25_000, timing)).toEqual({ state: 'lost', since: 5_000 });
    expect(aged(away, 90_000, timing)).toEqual({ state: 'lost', since: 5_000 });
  });

  it('comes back from unsteady and from lost', () => {
    expect(arrived(aged(left(here, 5_000, timing), 8_000, timing), 9_000, timing)).toMatchObject({
      state: 'online',
      since: 9_000,
    });
    expect(arrived({ state: 'lost', since: 5_000 }, 50_000, timing)).toEqual({
      state: 'online',
      since: 50_000,
      goneAt: null,
      drops: [],
    });
  });

  it('is unsteady while connected when it flickers, and steady again after a quiet minute', () => {
    let link: Link = here;
    for (const at of [10_000, 20_000, 30_000]) link = arrived(left(link, at, timing), at + 1_000, timing);
    expect(link).toMatchObject({ state: 'unsteady', since: 31_000, goneAt: null });
    expect(nextAging(link, timing)).toBe(70_000);
    expect(aged(link, 69_999, timing)).toBe(link);
    expect(aged(link, 70_000, timing)).toMatchObject({ state: 'online', since: 70_000 });
  });

  it.each([
    [{ state: 'lost', since: 700 } as const, { state: 'lost', since: 700 }],
    [{ state: 'unsteady', since: 700 } as const, { state: 'unsteady', since: 700, goneAt: 700, drops: [] }],
    [{ state: 'online', since: 700 } as const, { state: 'unsteady', since: 900, goneAt: 900, drops: [] }],
    [{ state: 'unsteady', since: 1e15 } as const, { state: 'unsteady', since: 900, goneAt: 900, drops: [] }],
  ])('after a restart: %j', (kept, expected) => expect(resumed(kept, 900)).toEqual(expected));

  it('ends by itself where the last act leaves it, whatever came before', () => {
    const acts = fc.array(
      fc.tuple(fc.constantFrom('come', 'go', 'wait'), fc.integer({ min: 0, max: 40_000 })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(acts, fc.boolean(), (history, endsHere) => {
        let now = 0;
        let link: Link = NEVER;
        for (const [act, pause] of [...history, [endsHere ? 'come' : 'go', 1] as const]) {
          now += pause;
          link = aged(link, now, timing);
          link = act === 'come' ? arrived(link, now, timing) : act === 'go' ? left(link, now, timing) : link;
          if ('drops' in link) expect(link.drops.length).toBeLessThanOrEqual(61);
        }
        for (let at = nextAging(link, timing); at !== null; at = nextAging(link, timing))
          link = aged(link, Math.max(now, at), timing);
        expect(endsHere ? ['online'] : ['never', 'lost']).toContain(link.state);
      }),
    );
  });
});

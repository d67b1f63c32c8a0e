import { DEFAULT_READINESS } from '#contract/readiness.js';
import { browserName, figuresOf, judged, percentile, rateOf, type Trip } from './measures.rules.js';

const { limits } = DEFAULT_READINESS;
const trip = (took: number | null, offset = 0): Trip => ({ took, offset });

describe('the figures of round trips', () => {
  it('let one of twenty be slow', () => {
    const trips = Array.from({ length: 20 }, (_, at) => trip(at === 7 ? 4_000 : 40));
    expect(figuresOf(trips)).toMatchObject({ p50: 40, p95: 40 });
    expect(figuresOf([...trips.slice(0, 18), trip(900), trip(900)])).toMatchObject({ p95: 900 });
  });
  it('count a trip without an answer as a slow one', () => {
    const trips = Array.from({ length: 20 }, (_, at) => trip(at % 5 === 0 ? null : 40));
    expect(figuresOf(trips)).toMatchObject({ p50: 40, p95: 5_000 });
  });
  it('take the clock from the fastest', () => {
    expect(figuresOf([trip(300, 90), trip(20, 4), trip(null, 7)])?.offset).toBe(4);
  });
  it('are none when nothing came back', () => expect(figuresOf([trip(null), trip(null)])).toBeNull());
  it('are of sorted numbers, not of texts', () => expect(percentile([100, 9, 20], 0.5)).toBe(20));
});

it.each([
  ['round_trip', 300, 'passed'],
  ['round_trip', 301, 'failed'],
  ['download', 2_000, 'passed'],
  ['download', 1_999, 'failed'],
  ['upload', 499, 'failed'],
  ['clock', -120, 'passed'],
  ['clock', -121, 'failed'],
  ['space', 199, 'failed'],
  ['space', null, 'not_measured'],
  ['download', null, 'not_measured'],
] as const)('%s of %s is %s', (key, value, outcome) =>
  expect(judged(key, value, limits)).toEqual({ key, outcome, value }),
);

it('says kbit/s', () => expect([rateOf(250_000, 1_000), rateOf(10, 0)]).toEqual([2_000, 80]));

it.each([
  [
    'Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36',
    'Chrome 109',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0',
    'Edge 120',
  ],
  [
    'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
    'Safari 17',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox 128'],
  ['curl', '?'],
])('%s is %s', (userAgent, name) => expect(browserName(userAgent)).toBe(name));

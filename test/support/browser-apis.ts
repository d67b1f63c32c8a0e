/** The oldest browsers that the pages are built for: `build.target` in web/vite.config.ts. */
export const OLDEST = { chrome: 87, safari: 14, firefox: 78 };

type Since = [chrome: number, safari: number, firefox: number];
interface Api {
  name: string;
  /** How it looks in a built file. */
  used: RegExp;
  since: Since;
  /** How its absence is provided for, in the same file. A use without it is a fault. */
  guarded?: RegExp;
}

/**
 * What newer browsers brought (MDN's tables). Listeners with `signal` are not here: an
 * old browser takes no notice of it.
 */
const APIS: Api[] = [
  { name: 'at()', used: /\.at\(/, since: [92, 15.4, 90] },
  { name: 'findLast()', used: /\.findLast(Index)?\(/, since: [97, 15.4, 104] },
  {
    name: 'toSorted(), toReversed(), toSpliced()',
    used: /\.to(Sorted|Reversed|Spliced)\(/,
    since: [110, 16, 115],
  },
  { name: 'Object.hasOwn', used: /Object\.hasOwn\b/, since: [93, 15.4, 92] },
  { name: 'Object.groupBy, Map.groupBy', used: /\b(Object|Map)\.groupBy\b/, since: [117, 17.4, 119] },
  { name: 'Array.fromAsync', used: /Array\.fromAsync\b/, since: [121, 16.4, 115] },
  {
    name: 'iterator methods',
    used: /\.(values|keys|entries)\(\)\.(map|filter|some|every|find|toArray|reduce|take|drop)\(/,
    since: [122, 18.4, 131],
  },
  {
    name: 'Set.union() and its like',
    used: /\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference|intersection)\(/,
    since: [122, 17, 127],
  },
  { name: 'Promise.any', used: /Promise\.any\b/, since: [85, 14, 79] },
  {
    name: 'Promise.withResolvers, Promise.try',
    used: /Promise\.(withResolvers|try)\b/,
    since: [119, 17.4, 121],
  },
  { name: 'structuredClone', used: /\bstructuredClone\(/, since: [98, 15.4, 94] },
  { name: 'crypto.randomUUID', used: /\.randomUUID\b/, since: [92, 15.4, 95] },
  {
    name: 'AbortSignal.timeout, AbortSignal.any',
    used: /AbortSignal\.(timeout|any)\(/,
    since: [103, 16, 100],
  },
  { name: 'showModal', used: /\.showModal\(/, since: [37, 15.4, 98], guarded: /\.showModal\?/ },
  {
    name: 'BroadcastChannel',
    used: /new BroadcastChannel\b/,
    since: [54, 15.4, 38],
    guarded: /(typeof BroadcastChannel|[`"']BroadcastChannel[`"']in )/,
  },
  {
    name: 'navigator.locks',
    used: /navigator\.locks\.|\blocks\.request\(/,
    since: [69, 15.4, 96],
    guarded: /!navigator\.locks|navigator\.locks\?/,
  },
  {
    name: 'Intl.supportedValuesOf',
    used: /Intl\.supportedValuesOf\(/,
    since: [99, 15.4, 93],
    guarded: /[`"']supportedValuesOf[`"']in /,
  },
  { name: 'Intl.Segmenter', used: /Intl\.Segmenter\b/, since: [87, 14.1, 125] },
  {
    name: 'FinalizationRegistry, WeakRef',
    used: /new (FinalizationRegistry|WeakRef)\b/,
    since: [84, 14.1, 79],
    guarded: /globalThis\.(FinalizationRegistry|WeakRef)/,
  },
  { name: 'requestIdleCallback', used: /\brequestIdleCallback\(/, since: [47, 99, 55] },
  { name: 'reportError', used: /\breportError\(/, since: [95, 15.4, 93] },
  { name: 'CompressionStream', used: /new (De)?[cC]ompressionStream\b/, since: [80, 16.4, 113] },
  { name: 'adoptedStyleSheets', used: /\.adoptedStyleSheets\b/, since: [73, 16.4, 101] },
  { name: 'popover', used: /\.(show|hide|toggle)Popover\(/, since: [114, 17, 125] },
  {
    name: 'navigator.wakeLock',
    used: /\bwakeLock\.request\(/,
    since: [84, 16.4, 126],
    guarded: /&&navigator\.wakeLock\)/,
  },
  { name: 'a pattern that looks behind', used: /\(\?<[=!]/, since: [62, 16.4, 78] },
];
/**
 * Of style sheets: what leaves a page unusable where it is not known. Colours
 * and prettier breaks may be missed.
 */
const STYLES: Api[] = [
  { name: ':has()', used: /:has\(/, since: [105, 15.4, 121] },
  { name: 'light-dark()', used: /light-dark\(/, since: [123, 17.5, 120] },
  { name: 'color-mix()', used: /color-mix\(/, since: [111, 16.2, 113] },
  { name: 'inset', used: /[;{]inset:/, since: [87, 14.1, 66] },
  { name: '@layer', used: /@layer\b/, since: [99, 15.4, 97] },
  { name: 'nesting', used: /[;{]&[ .:[>]/, since: [120, 17.2, 117] },
  { name: 'dvh', used: /\ddvh\b/, since: [108, 15.4, 101], guarded: /@supports[^{]*dvh/ },
];

const isNewer = ([chrome, safari, firefox]: Since): boolean =>
  chrome > OLDEST.chrome || safari > OLDEST.safari || firefox > OLDEST.firefox;

/** What of a built file an old browser stumbles over. */
export function tooNew(code: string, kind: 'script' | 'style'): string[] {
  const known = kind === 'script' ? APIS : STYLES;
  return known
    .filter(({ used, since, guarded }) => isNewer(since) && used.test(code) && !guarded?.test(code))
    .map(({ name }) => name);
}

import { createContext } from 'svelte';
import type { SiteLine } from '../live/site-line.js';
import type { Clock } from '../roll/clock.svelte.js';
import type { SiteReadinessTest } from './site-readiness.svelte.js';

/** What the test of a site needs of the console. */
export interface TestBench {
  readiness: SiteReadinessTest;
  line: SiteLine;
  clock: Clock;
}
export const [useTestBench, provideTestBench] = createContext<TestBench>();

import type { Conference } from '#contract/conference.js';
import type { ConferenceProgress } from '#contract/progress.js';
import type { Day } from '#contract/wire.js';

export type StepKey =
  'sites' | 'people' | 'schedule' | 'checkpoints' | 'materials' | 'links' | 'tested' | 'open';
export interface Step {
  key: StepKey;
  state: 'done' | 'partly' | 'todo';
  /** How many there are. */
  count: number;
  /** How many there will be; `null` if nobody can say. */
  of: number | null;
}
/** Without these there is no day. */
const NEEDED: readonly StepKey[] = ['sites', 'people', 'schedule', 'checkpoints', 'open'];

/** What is done before a conference, in the order in which it is usually done. */
export function stepsOf(progress: ConferenceProgress, { status }: Pick<Conference, 'status'>): Step[] {
  const { sites, people, links, readiness } = progress;
  return [
    counted('sites', sites.points),
    shared('people', people.sites, sites.points),
    counted('schedule', progress.sessions),
    counted('checkpoints', progress.checkpoints),
    counted('materials', progress.materials),
    shared('links', links.opened, links.of, links.made > 0),
    shared('tested', readiness.passed, links.of, readiness.tested > 0),
    { ...counted('open', status === 'draft' ? 0 : 1), of: 1 },
  ];
}

/** Answers the first step that is not done. A step that has begun waits for others: it is passed over. */
export function nextStep(steps: readonly Step[]): StepKey | null {
  const open = steps.filter(({ state }) => state !== 'done');
  return (open.find(({ state }) => state === 'todo') ?? open[0])?.key ?? null;
}

/**
 * Answers what is shown first: the board while the conference is live, on its days and after it; before that
 * the checklist, as long as something is to be done.
 */
export function firstSection(
  { status, startsOn }: Pick<Conference, 'status' | 'startsOn'>,
  steps: readonly Step[] | null,
  today: Day,
): 'home' | 'board' {
  if (status === 'draft') return 'home';
  if (status !== 'open' || steps === null) return 'board';
  const isMissing = ({ key, state }: Step): boolean => state === 'todo' && NEEDED.includes(key);
  if (steps.some(isMissing)) return 'home';
  return today < startsOn && nextStep(steps) !== null ? 'home' : 'board';
}

const counted = (key: StepKey, count: number): Step => ({
  key,
  state: count > 0 ? 'done' : 'todo',
  count,
  of: null,
});

function shared(key: StepKey, count: number, of: number, hasBegun = count > 0): Step {
  const state = of > 0 && count >= of ? 'done' : hasBegun ? 'partly' : 'todo';
  return { key, state, count, of };
}

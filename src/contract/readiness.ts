export const READINESS_STATES = ['untested', 'passed', 'failed', 'stale'] as const;
/** The result of a site's readiness test. `stale`: it passed too long ago, or on another device. */
export type ReadinessState = (typeof READINESS_STATES)[number];

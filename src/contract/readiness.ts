export const READINESS_STATES = ['untested', 'passed', 'failed', 'stale'] as const;
/** What a site's readiness test came to. `stale`: it passed too long ago, or on another device. */
export type ReadinessState = (typeof READINESS_STATES)[number];

import { ROUTES } from '#contract/routes.js';

export type PendingKind = 'quarantine' | 'refused';
/** Where each kind is listed and decided. */
export const DECISION_ROUTES = {
  quarantine: {
    list: ROUTES.conferenceQuarantine,
    accept: ROUTES.quarantineAccept,
    reject: ROUTES.quarantineReject,
  },
  refused: { list: ROUTES.refusedEntries, accept: ROUTES.refusedAccept, reject: ROUTES.refusedReject },
} as const;

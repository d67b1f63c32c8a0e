/**
 * Whether the participant `p` is on a roster and counts: the deleted do not, nor
 * walk-ins who turned out to be another.
 */
export const LISTED = 'p."removedAt" IS NULL AND p."joinedTo" IS NULL';

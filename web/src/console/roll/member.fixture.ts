import type { RosterMember } from '#contract/roster.js';

/** Somebody of the roster for a test, called like their id. */
export const member = (participantId: string, changes: Partial<RosterMember> = {}): RosterMember => ({
  participantId,
  fullName: participantId,
  unit: null,
  position: null,
  mode: 'in_person',
  origin: 'roster',
  codeHash: '',
  guest: false,
  removed: false,
  ...changes,
});

import { runsTheDay } from '../contract/account.js';
import type { Principal } from '../contract/auth.js';
import type { Incident } from '../contract/incident.js';

/** A wall hangs where everybody reads it: notes and names of people are the control room's. */
export const forViewers = (incident: Incident): Incident => ({ ...incident, note: null, by: null });

/** Whether notes and names are for them. */
export const maySeeNotes = (actor: Principal): boolean => actor.kind === 'organizer' && runsTheDay(actor);

import { normalizedCode } from '../contract/personal-code.js';
import type { Id, Instant } from '../contract/wire.js';
import { isOfRoll, type Place } from './attendance.rules.js';
import { addPlace, type Places } from './confirmation.rules.js';
import type { Draft } from './entry-form.rules.js';

/** The entries of one request. */
export interface Submission {
  place: Place;
  drafts: Draft[];
  /** When these entries came first, if an organizer lets them in now; else it is now. */
  receivedAt?: Instant;
}
/** What has to be read before a group can be judged. */
export interface Wanted {
  entryIds: Set<Id>;
  personIds: Set<Id>;
  codes: Map<string, { conferenceId: Id; codeKey: string }>;
  /** Where the entries say to be. */
  places: Places;
  /** Of these, where a site speaks of its whole roll. */
  rolls: Places;
  undos: { undoes: Id; siteId: Id; checkpointId: Id }[];
}

export function wantedBy(submissions: readonly Submission[]): Wanted {
  const wanted: Wanted = {
    entryIds: new Set(),
    personIds: new Set(),
    codes: new Map(),
    places: new Map(),
    rolls: new Map(),
    undos: [],
  };
  for (const { place, drafts } of submissions) {
    const { siteId } = place;
    let checkpointId: Id | null = null;
    for (const draft of drafts) {
      if ('fault' in draft) continue;
      const { entry } = draft;
      wanted.entryIds.add(entry.id);
      if (entry.checkpointId !== checkpointId)
        addPlace(wanted.places, (checkpointId = entry.checkpointId), siteId);
      if (isOfRoll(entry)) addPlace(wanted.rolls, checkpointId, siteId);
      if (entry.undoes !== null) {
        wanted.entryIds.add(entry.undoes);
        wanted.undos.push({ undoes: entry.undoes, siteId, checkpointId });
      }
      if (entry.participantId !== null) wanted.personIds.add(entry.participantId);
      if (entry.substituteFor !== null) wanted.personIds.add(entry.substituteFor);
      if (entry.walkIn !== null) wanted.personIds.add(entry.id);
      if (entry.code !== null)
        wanted.codes.set(`${place.conferenceId}:${entry.code}`, {
          conferenceId: place.conferenceId,
          codeKey: normalizedCode(entry.code),
        });
    }
  }
  return wanted;
}

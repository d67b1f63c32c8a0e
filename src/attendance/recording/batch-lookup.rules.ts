import { normalizedCode } from '../../contract/personal-code.js';
import type { Id } from '../../contract/wire.js';
import { codeName, isOfRoll, type StoredEntry, type Person } from './attendance.rules.js';
import { addCheckpointSite, type CheckpointSites } from './confirmation.rules.js';
import type { FormedEntry } from './entry-form.rules.js';
import type { PersonCheckpoint } from './people-at-checkpoints.rules.js';
import type { Submission } from './submission.js';

/** Everything that the entries of a batch name. */
export interface BatchLookup {
  entryIds: Set<Id>;
  personIds: Set<Id>;
  codes: Map<string, { conferenceId: Id; codeKey: string }>;
  /** Where the entries say to be. */
  checkpointSites: CheckpointSites;
  /** The subset where a site confirms or reopens its roll. */
  rolls: CheckpointSites;
  undos: { undoes: Id; siteId: Id; checkpointId: Id }[];
}

/** Lists what has to be read before a batch can be judged, as far as the entries alone tell. */
export function lookupOf(submissions: readonly Submission[]): BatchLookup {
  const lookup: BatchLookup = {
    entryIds: new Set(),
    personIds: new Set(),
    codes: new Map(),
    checkpointSites: new Map(),
    rolls: new Map(),
    undos: [],
  };
  for (const { context, parsedEntries } of submissions) {
    const { siteId } = context;
    let checkpointId: Id | null = null;
    for (const parsed of parsedEntries) {
      if ('fault' in parsed) continue;
      const { entry } = parsed;
      lookup.entryIds.add(entry.id);
      if (entry.checkpointId !== checkpointId)
        addCheckpointSite(lookup.checkpointSites, (checkpointId = entry.checkpointId), siteId);
      if (isOfRoll(entry)) addCheckpointSite(lookup.rolls, checkpointId, siteId);
      if (entry.undoes !== null) {
        lookup.entryIds.add(entry.undoes);
        lookup.undos.push({ undoes: entry.undoes, siteId, checkpointId });
      }
      if (entry.participantId !== null) lookup.personIds.add(entry.participantId);
      if (entry.substituteFor !== null) lookup.personIds.add(entry.substituteFor);
      if (entry.walkIn !== null) lookup.personIds.add(entry.id);
      if (entry.code !== null)
        lookup.codes.set(`${context.conferenceId}:${entry.code}`, {
          conferenceId: context.conferenceId,
          codeKey: normalizedCode(entry.code),
        });
    }
  }
  return lookup;
}

/** Where confirmations have to be read: the deciding entry alone, or every entry. */
export interface ConfirmationLookup {
  decidingOnly: CheckpointSites;
  fullHistory: CheckpointSites;
}

/** Lists the confirmations to read. @param entries the stored entries that the batch names, by id */
export function confirmationsOf(
  { checkpointSites, rolls, undos }: BatchLookup,
  entries: ReadonlyMap<Id, StoredEntry>,
): ConfirmationLookup {
  const [decidingOnly, fullHistory] = [copyOf(checkpointSites), copyOf(rolls)];
  for (const { undoes, siteId, checkpointId } of undos) {
    const target = entries.get(undoes);
    if (target?.siteId !== siteId) continue;
    if (isOfRoll(target)) addCheckpointSite(fullHistory, target.checkpointId, siteId);
    else if (target.checkpointId !== checkpointId)
      addCheckpointSite(decidingOnly, target.checkpointId, siteId);
  }
  for (const [checkpointId, sites] of fullHistory)
    for (const siteId of sites) decidingOnly.get(checkpointId)?.delete(siteId);
  return { decidingOnly, fullHistory };
}

/** People whose states have to be read. `moving`: an entry that is not stored yet may change theirs. */
export interface StateLookup {
  pairs: PersonCheckpoint[];
  moving: Set<PersonCheckpoint>;
}

/** The stored people and entries that a batch names. */
interface Named {
  entries: ReadonlyMap<Id, StoredEntry>;
  people: ReadonlyMap<Id, Person>;
  byCode: ReadonlyMap<string, Person>;
}

/** Lists each person a batch may speak of, once per checkpoint. */
export function statesOf(submissions: readonly Submission[], named: Named): StateLookup {
  const byCheckpoint = new Map<Id, Map<Id, PersonCheckpoint>>();
  const lookup: StateLookup = { pairs: [], moving: new Set() };
  for (const { context, parsedEntries } of submissions)
    for (const parsed of parsedEntries) {
      if ('fault' in parsed) continue;
      const stored = named.entries.get(parsed.entry.id);
      const about = personOf(stored ?? parsed.entry, context.conferenceId, named);
      if (about === null) continue;
      const pair = pairIn(byCheckpoint, lookup.pairs, about);
      if (stored === undefined) lookup.moving.add(pair);
    }
  return lookup;
}

/** Finds the person of an entry. An undo within the batch adds nobody: its entry lists the person. */
function personOf(entry: FormedEntry | StoredEntry, conferenceId: Id, named: Named): PersonCheckpoint | null {
  const subject = entry.kind === 'undo' ? named.entries.get(entry.undoes ?? '') : entry;
  const about = subject && personIn(subject, conferenceId, named);
  if (!subject || !about) return null;
  return {
    checkpointId: subject.checkpointId,
    participantId: named.people.get(about)?.joinedTo ?? about,
  };
}

function personIn(entry: FormedEntry | StoredEntry, conferenceId: Id, { byCode }: Named): Id | null {
  if (!('walkIn' in entry)) return entry.participantId;
  if (entry.walkIn !== null) return entry.id;
  if (entry.code !== null) return byCode.get(codeName(conferenceId, entry.code))?.id ?? null;
  return entry.participantId;
}

function pairIn(
  byCheckpoint: Map<Id, Map<Id, PersonCheckpoint>>,
  all: PersonCheckpoint[],
  pair: PersonCheckpoint,
): PersonCheckpoint {
  let pairs = byCheckpoint.get(pair.checkpointId);
  if (!pairs) byCheckpoint.set(pair.checkpointId, (pairs = new Map()));
  const listed = pairs.get(pair.participantId);
  if (listed) return listed;
  pairs.set(pair.participantId, pair);
  all.push(pair);
  return pair;
}

const copyOf = (checkpointSites: CheckpointSites): CheckpointSites =>
  new Map([...checkpointSites].map(([checkpointId, sites]) => [checkpointId, new Set(sites)]));

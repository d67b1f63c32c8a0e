import type { Standing } from '../../contract/standing.js';
import type { Id } from '../../contract/wire.js';
import type { StandingChange, Whereabouts } from '../attendance.events.js';
import type { Decision, Person, SubmissionContext } from './attendance.rules.js';
import type { PersonAtCheckpoint } from './people-at-checkpoints.rules.js';
import type { Submission } from './submission.js';

/** A submission with a decision for each of its entries. */
export interface Judged {
  submission: Submission;
  decisions: Decision[];
  /** Whom each accepted or repeated entry is about; `null` if refused, or an undo whose target is unknown. */
  about: (PersonAtCheckpoint | null)[];
}
type People = ReadonlyMap<Id, Person>;

/** Sites whose consoles should fetch: its own, and those that have, had, or expect one of its people. */
export function affectedSites({ submission, about }: Judged, people: People): Id[] {
  const sites = new Set([submission.context.siteId]);
  for (const person of about) {
    if (person?.movedBy !== submission) continue;
    const home = people.get(person.participantId)?.siteId;
    for (const { siteId, alsoAt } of [person.before, person.after]) {
      if (siteId !== null) sites.add(siteId);
      for (const also of alsoAt) sites.add(also);
    }
    if (home !== undefined) sites.add(home);
  }
  return [...sites];
}

/** Lists the changes of a submission, where it has the last entry. */
export function changesBy({ submission, about, decisions }: Judged, people: People): StandingChange[] {
  const changes = new Map<PersonAtCheckpoint, StandingChange>();
  for (let at = 0; at < about.length; at += 1) {
    const [person, decision] = [about[at]!, decisions[at]!];
    if (person?.movedBy !== submission) continue;
    const isNew =
      changes.get(person)?.isNew === true || (decision.outcome === 'accepted' && decision.walkIn !== null);
    if (isNew || isElsewhere(person))
      changes.set(person, changeOf(person, submission.context, isNew, people));
  }
  return [...changes.values()];
}

function changeOf(
  person: PersonAtCheckpoint,
  context: SubmissionContext,
  isNew: boolean,
  people: People,
): StandingChange {
  const { checkpointId, participantId, before, after } = person;
  const participant = people.get(participantId);
  return {
    checkpointId,
    participantId,
    homeSiteId: participant?.siteId ?? context.siteId,
    isWalkIn: participant?.isWalkIn ?? false,
    isNew,
    before: whereabouts(before),
    after: whereabouts(after),
  };
}

const whereabouts = ({ state, siteId, happenedAt }: Standing): Whereabouts => ({ state, siteId, happenedAt });

const isElsewhere = ({ before, after }: PersonAtCheckpoint): boolean =>
  before.state !== after.state || before.siteId !== after.siteId || before.happenedAt !== after.happenedAt;

import type { Session } from '../contract/schedule.js';
import type { SessionRow } from './session.entity.js';

/** What everybody may see: without the link of its broadcast. */
export function sessionOf(item: SessionRow): Session {
  return {
    id: item.id,
    conferenceId: item.conferenceId,
    title: item.title,
    abstract: item.abstract,
    kind: item.kind,
    startsAt: item.startsAt,
    endsAt: item.endsAt,
    speakers: item.speakers.map(({ name, title = null, affiliation = null }) => ({
      name,
      title,
      affiliation,
    })),
    status: item.status,
    startedAt: item.startedAt,
    endedAt: item.endedAt,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
  };
}

/** With the link of its broadcast, as organizers see it. */
export const sessionWithLinkOf = (item: SessionRow): Session => ({
  ...sessionOf(item),
  broadcastUrl: item.broadcastUrl,
});

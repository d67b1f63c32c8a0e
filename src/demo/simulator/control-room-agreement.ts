import type { PostedAnnouncement } from '../../contract/announcement.js';
import type { Conference } from '../../contract/conference.js';
import { INCIDENT_CAUSES, type Incident } from '../../contract/incident.js';
import type { HelpCall } from '../../contract/help.js';
import type { ReadinessSummary } from '../../contract/readiness.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import { SPEAK_STATES, type SpeakRequest } from '../../contract/speaking.js';
import type { ApiClient } from '../api-client.js';
import type { Account } from './account.js';

/** Whether it is as the consoles know it, and the line that says so. */
export type Check = [boolean, string];

/** Holds what sites and hall were answered against what the service says after the day. */
export async function controlRoomChecks(
  organizer: ApiClient,
  conference: Conference,
  account: Account,
): Promise<Check[]> {
  return [
    await readinessCheck(organizer, conference, account),
    await announcementCheck(organizer, conference, account),
    await helpCheck(organizer, conference, account),
    await speakCheck(organizer, conference, account),
    await incidentCheck(organizer, conference, account),
  ];
}

async function readinessCheck(
  organizer: ApiClient,
  { id }: Conference,
  { controlRoom: { tests, coordinators } }: Account,
): Promise<Check> {
  const { sites, states, confirmed } = await organizer.get<ReadinessSummary>(
    pathTo(ROUTES.conferenceReadiness, id),
  );
  return [
    states.passed === tests.passed && states.failed === tests.failed,
    `of ${sites} sites ${states.passed} of ${tests.passed} tested ready, ${states.failed} of ` +
      `${tests.failed} failed, ${states.stale} stale, ${states.untested} never tested; ` +
      `${coordinators} said who is in charge, ${confirmed} are confirmed`,
  ];
}

async function announcementCheck(
  organizer: ApiClient,
  { id }: Conference,
  { controlRoom: { acknowledged } }: Account,
): Promise<Check> {
  const posted = await organizer.all<PostedAnnouncement>(pathTo(ROUTES.announcements, id));
  const ours = posted.filter((announcement) => acknowledged.has(announcement.id));
  const details = ours.map(
    (announcement) =>
      `${announcement.level}: ${announcement.acknowledged} of ${announcement.of}, ` +
      `${announcement.of - announcement.acknowledged} missing`,
  );
  return [
    ours.length === acknowledged.size &&
      ours.every((announcement) => announcement.acknowledged === acknowledged.get(announcement.id)!.size),
    `${ours.length} of ${acknowledged.size} announcements, acknowledged as the sites did ` +
      `(${details.join('; ')})`,
  ];
}

async function helpCheck(
  organizer: ApiClient,
  { id }: Conference,
  { controlRoom: { calls } }: Account,
): Promise<Check> {
  const all = await organizer.all<HelpCall>(pathTo(ROUTES.conferenceHelp, id));
  const [open, answered] = (['open', 'answered'] as const).map(
    (state) => all.filter((call) => call.state === state).length,
  );
  return [
    all.length === calls.made && answered === calls.answered,
    `${all.length} of ${calls.made} calls for help, ${calls.taken} taken, ` +
      `${answered} of ${calls.answered} answered, ${open} open`,
  ];
}

async function speakCheck(
  organizer: ApiClient,
  { id }: Conference,
  { controlRoom: { speaks } }: Account,
): Promise<Check> {
  const pages = await Promise.all(
    SPEAK_STATES.map((state) =>
      organizer.all<SpeakRequest>(`${pathTo(ROUTES.speakRequests, id)}?state=${state}`),
    ),
  );
  const done = pages[SPEAK_STATES.indexOf('done')]!.length;
  const states = SPEAK_STATES.flatMap((state, at) =>
    pages[at]!.length > 0 ? [`${pages[at]!.length} ${state}`] : [],
  );
  const total = pages.flat().length;
  return [
    total === speaks.asked.size && done === speaks.ended,
    `${total} of ${speaks.asked.size} requests to speak (${states.join(', ')}); ` +
      `${speaks.ready} × ready, ${speaks.notNow} × not now`,
  ];
}

/** How long each fault lasts decides what is seen of it, so nothing but the hall's own acts is compared. */
async function incidentCheck(
  organizer: ApiClient,
  { id }: Conference,
  { controlRoom: { acknowledgedIncidents } }: Account,
): Promise<Check> {
  const all = await organizer.all<Incident>(pathTo(ROUTES.incidents, id));
  const causes = INCIDENT_CAUSES.map((cause) => {
    const seen = all.filter((incident) => incident.cause === cause);
    const sites = seen.map((incident) => incident.sites).join(' + ');
    return `${cause} ${seen.length}${seen.length > 0 ? ` with ${sites} sites` : ''}`;
  });
  const open = all.filter(({ state }) => state !== 'resolved').length;
  return [
    [...acknowledgedIncidents].every((own) => all.some((incident) => incident.id === own)),
    `${all.length} incidents (${causes.join(', ')}), ${open} not resolved; ` +
      `the hall acknowledged ${acknowledgedIncidents.size}`,
  ];
}

import { stringify } from 'csv-stringify/sync';
import type { Checkpoint, Conference } from '../../contract/conference.js';
import type { ImportReport } from '../../contract/import.js';
import { PARTICIPANT_COLUMNS } from '../../contract/participant.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { Session } from '../../contract/schedule.js';
import type { Id } from '../../contract/wire.js';
import type { ApiClient } from '../api-client.js';
import type { Random } from '../random.js';
import { HAND_OUTS } from './hand-outs.js';
import { handOutPdf } from './hand-out-pdf.js';
import { inventedPhone, withContacts } from './model-contacts.js';
import { type ModelPerson, modelPeople } from './model-people.js';
import { MODEL_TITLE, modelCheckpoints, modelSessions } from './model-schedule.js';
import { addBacNinh, BAC_NINH_TITLE } from './bac-ninh-2025.js';
import { type ModelSite, sitesOfSize } from './model-sites.js';

export interface LoadedDay {
  conference: Conference;
  /** In order of opening. */
  checkpoints: Checkpoint[];
  people: ModelPerson[];
  /** Connection points. */
  sites: ModelSite[];
  sessions: Session[];
}
export interface DaySize {
  sites: number;
  participants: number;
  slug: string;
  /** When the first session begins, in milliseconds. */
  startsAt: number;
  random: Random;
  /**
   * Year of the administrative units; 2021 if absent. With 2025 the sites are those of
   * Bắc Ninh, whatever `sites` says.
   */
  units?: ModelUnits;
}
export type ModelUnits = '2021' | '2025';

/** Of the invented numbers, beyond those of sites. */
const HOTLINE = 999_999;

/**
 * Sets up a whole conference as an organizer would, over the public interface
 * alone. `tell` hears of each step.
 */
export async function loadDay(
  organizer: ApiClient,
  size: DaySize,
  tell: (step: string) => void,
): Promise<LoadedDay> {
  const day = new Date(size.startsAt + 7 * 3_600_000).toISOString().slice(0, 10);
  const conference = await organizer.post<Conference>(pathTo(ROUTES.conferences), {
    slug: size.slug,
    title: size.units === '2025' ? BAC_NINH_TITLE : MODEL_TITLE,
    startsOn: day,
    endsOn: day,
    simulated: true,
    hotline: inventedPhone(HOTLINE),
    broadcastUrl: 'https://example.org/truyen-hinh-truc-tiep',
  });
  const sites =
    size.units === '2025'
      ? await addBacNinh(organizer, conference.id)
      : await addModelSites(organizer, conference.id, size.sites);
  tell(`${sites.length} điểm cầu`);
  const people = modelPeople(sites, size.random, size.participants);
  await imported(
    organizer,
    pathTo(ROUTES.participantImport, conference.id),
    'dai-bieu.csv',
    stringify(people, { header: true, columns: [...PARTICIPANT_COLUMNS], bom: true }),
    tell,
    'đại biểu',
  );
  const { sessions, checkpoints } = await schedule(organizer, conference, size.startsAt);
  tell(`${sessions.size} phiên, ${checkpoints.length} mốc điểm danh`);
  await materials(organizer, conference, sessions);
  tell(`${HAND_OUTS.length} tài liệu`);
  const opened = await organizer.patch<Conference>(pathTo(ROUTES.conference, conference.id), {
    status: 'live',
  });
  return { conference: opened, checkpoints, people, sites, sessions: [...sessions.values()] };
}

async function addModelSites(organizer: ApiClient, conferenceId: Id, count: number): Promise<ModelSite[]> {
  const sites = sitesOfSize(count);
  const csv = stringify(withContacts(sites), { header: true, bom: true });
  await organizer.upload<ImportReport>(pathTo(ROUTES.siteImport, conferenceId), 'diem-cau.csv', csv);
  return sites;
}

async function imported(
  organizer: ApiClient,
  path: string,
  name: string,
  csv: string,
  tell: (step: string) => void,
  what: string,
): Promise<void> {
  const report = await organizer.upload<ImportReport>(path, name, csv);
  tell(`${report.created} ${what}`);
}

async function schedule(
  organizer: ApiClient,
  conference: Conference,
  startsAt: number,
): Promise<{ sessions: Map<string, Session>; checkpoints: Checkpoint[] }> {
  const planned = modelSessions(startsAt);
  const sessions = new Map<string, Session>();
  for (const { key, body } of planned)
    sessions.set(key, await organizer.post<Session>(pathTo(ROUTES.sessions, conference.id), body));
  const checkpoints: Checkpoint[] = [];
  for (const { key, ...body } of modelCheckpoints(planned)) {
    checkpoints.push(
      await organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, conference.id), {
        ...body,
        sessionId: sessions.get(key)!.id,
      }),
    );
  }
  return { sessions, checkpoints };
}

async function materials(
  organizer: ApiClient,
  conference: Conference,
  sessions: Map<string, Session>,
): Promise<void> {
  for (const handOut of HAND_OUTS) {
    const fields = {
      title: handOut.title,
      sessionId: sessions.get(handOut.session)!.id,
      audience: handOut.session === 'methodology' ? 'participants' : 'public',
    };
    await organizer.upload(
      pathTo(ROUTES.materials, conference.id),
      handOut.fileName,
      await handOutPdf(handOut),
      fields,
    );
  }
}

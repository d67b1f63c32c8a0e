/** The organizer who makes what a measurement needs, by the public interface and the service's own client. */
import { organizerToken } from './service.mjs';

/** @returns the client of `src/demo/api-client.ts`, signed in */
export async function signIn(url) {
  const { ApiClient } = await import('../dist/server/demo/api-client.js');
  return new ApiClient(url, await organizerToken(url));
}

/** The address of a new conference, which goes on unless `changes` say otherwise, and its id. */
export async function newConference(organizer, changes = {}) {
  const { id } = await organizer.post('/api/v1/conferences', {
    slug: 'bench',
    title: 'Bench',
    startsOn: '2026-11-22',
    endsOn: '2026-11-22',
    status: 'live',
    ...changes,
  });
  return { id, path: `/api/v1/conferences/${id}` };
}

/**
 * Imports `sites` or `participants`, all of them or none. It is timed by `model-day.mjs`:
 * it does nothing but send and read.
 */
export async function importRows(organizer, { path }, what, csv) {
  const report = await organizer.upload(`${path}/${what}/import`, `${what}.csv`, csv);
  if (report.errors.length > 0 || report.created === 0)
    throw new Error(`import of ${what}: ${JSON.stringify(report).slice(0, 300)}`);
}

/** The rows of the model day, the same each time. */
export async function modelDay() {
  const { modelSites } = await import('../dist/server/demo/model-day/model-sites.js');
  const { modelPeople } = await import('../dist/server/demo/model-day/model-people.js');
  const { Random } = await import('../dist/server/demo/random.js');
  const sites = modelSites();
  return { sites, people: modelPeople(sites, new Random(1), 3600) };
}

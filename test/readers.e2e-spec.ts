import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Incident } from '../src/contract/incident.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { IncidentChanged } from '../src/incidents/incidents.events.js';
import { EventBus } from '../src/platform/events/event-bus.js';
import { startTestApp, type TestApp } from './support/app.js';
import { colleague } from './support/colleagues.js';
import { made } from './support/hall.js';
import { LiveClient } from './support/live.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe('a reader', () => {
  test('hears of incidents without names, and nothing of calls, announcements or requests', async () => {
    const { conference: id, site, coordinator, incident, speak } = await place(app, 'nguoi-xem', 'open');
    const [reader, steward] = await Promise.all(
      (['reader', 'steward'] as const).map(async (role) => {
        const client = await colleague(app, { login: `ca-truc-${role}`, role, scope: [id] });
        const live = await LiveClient.connect(app.url, client.live);
        expect((await live.ask('conference.follow', { conferenceId: id })).problem).toBeUndefined();
        expect((await live.ask('board.watch', { conferenceId: id })).problem).toBeUndefined();
        return { client, live };
      }),
    );
    const shown = made(await steward!.client.get<Incident>(pathTo(ROUTES.incident, incident)));
    expect([shown.note, shown.by]).toEqual([expect.any(String), expect.any(Object)]);
    const withoutNames = { ...shown, note: null, by: null };
    expect(made(await reader!.client.get(pathTo(ROUTES.incident, incident)))).toEqual(withoutNames);

    const call = { id: randomUUID(), message: 'Mất tiếng' };
    made(await coordinator.post(pathTo(ROUTES.siteHelp, site), call));
    made(await coordinator.post(pathTo(ROUTES.speakWithdraw, speak)));
    const announcement = { id: randomUUID(), text: 'Tạm nghỉ', to: { all: true } };
    made(await app.organizer.post(pathTo(ROUTES.announcements, id), announcement));
    for (const event of ['help.changed', 'speak.changed', 'announcement.changed'] as const)
      await steward!.live.until(event, () => steward!.live.of(event).length > 0);
    app.app.get(EventBus).publish(new IncidentChanged(shown));
    for (const { live } of [reader!, steward!])
      await live.until('the incident', () => live.of('incident.changed').length > 0);
    expect(steward!.live.of('incident.changed')).toEqual([{ conferenceId: id, incident: shown }]);
    expect(reader!.live.told.filter(({ event }) => event !== 'board.changed')).toEqual([
      { event: 'incident.changed', news: { conferenceId: id, incident: withoutNames } },
    ]);
    for (const { live } of [reader!, steward!]) live.close();
  });
});

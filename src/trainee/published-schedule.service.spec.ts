import { expect, it } from '@jest/globals';
import { ConferenceChanged } from '../conferences/conferences.events.js';
import type { ConferencesService } from '../conferences/conferences.service.js';
import type { Conference } from '../contract/conference.js';
import { Caches } from '../platform/cache/cache.js';
import { Clock } from '../platform/clock/clock.js';
import { EventBus } from '../platform/events/event-bus.js';
import type { ScheduleService } from '../schedule/schedule.service.js';
import type { MaterialsService } from '../materials/materials.service.js';
import { PublishedScheduleService } from './published-schedule.service.js';

const called = (title: string): Conference => ({
  id: 'c',
  slug: 'hoi-nghi',
  title,
  timezone: 'Asia/Ho_Chi_Minh',
  startsOn: '2026-11-22',
  endsOn: '2026-11-22',
  languages: ['vi'],
  status: 'open',
  simulated: false,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
});

it('keeps no page of a conference that was read before a change', async () => {
  const bus = new EventBus();
  let stored = called('before');
  let answer!: (conference: Conference) => void;
  const reads = [new Promise<Conference>((resolve) => (answer = resolve))];
  const conferences = {
    visible: () => reads.shift() ?? Promise.resolve(stored),
    get: () => Promise.resolve(stored),
    revisionOf: () => Promise.resolve(0),
  };
  const schedule = {
    sessionsOf: () => Promise.resolve([]),
    nextChangeAt: () => Promise.resolve(null),
    nowAndNext: () => Promise.resolve({ now: null, next: null }),
    revisionsOf: () => Promise.resolve(new Map()),
  };
  const published = new PublishedScheduleService(
    conferences as unknown as ConferencesService,
    schedule as unknown as ScheduleService,
    { ofConference: () => Promise.resolve([]) } as unknown as MaterialsService,
    new Clock(),
    new Caches(bus),
  );
  const titleNow = async (): Promise<string> => {
    const { prepared } = await published.read(undefined, 'c', 'json', '');
    return (JSON.parse(prepared.body.toString()) as { conference: { title: string } }).conference.title;
  };

  const early = titleNow();
  const before = stored;
  stored = called('after');
  bus.publish(new ConferenceChanged('c'));
  answer(before);
  await early;
  expect(await titleNow()).toBe('after');
});

import { beforeEach, expect, it } from '@jest/globals';
import type { BroadcastService } from '../broadcast/broadcast.service.js';
import { ConferenceChanged } from '../conferences/conferences.events.js';
import type { ConferencesService } from '../conferences/conferences.service.js';
import type { Conference } from '../contract/conference.js';
import { Caches } from '../platform/cache/cache.js';
import { Clock } from '../platform/clock/clock.js';
import { EventBus } from '../platform/events/event-bus.js';
import { Problem } from '../platform/http/problem.js';
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

const schedule = {
  sessionsOf: () => Promise.resolve([]),
  nextChangeAt: () => Promise.resolve(null),
  nowAndNext: () => Promise.resolve({ now: null, next: null }),
  revisionsOf: () => Promise.resolve(new Map()),
};
let bus: EventBus;
/** The first reading of the conference is answered by hand, the others with what is stored. */
let answer: (conference: Conference) => void;
let stored: Conference | null;
let titleNow: () => Promise<string>;

beforeEach(() => {
  bus = new EventBus();
  stored = called('before');
  const reads = [new Promise<Conference>((resolve) => (answer = resolve))];
  const visible = async (): Promise<Conference> => {
    const first = reads.shift();
    if (first) return first;
    if (stored === null) throw new Problem('conference.not-found');
    return stored;
  };
  const published = new PublishedScheduleService(
    { visible, revisionOf: () => Promise.resolve(0) } as unknown as ConferencesService,
    schedule as unknown as ScheduleService,
    { ofConference: () => Promise.resolve([]) } as unknown as MaterialsService,
    {} as BroadcastService,
    new Clock(),
    new Caches(bus),
  );
  titleNow = async () => {
    const { prepared } = await published.read(undefined, 'c', 'json', '');
    return (JSON.parse(prepared.body.toString()) as { conference: { title: string } }).conference.title;
  };
});

/** Asks for the page, changes the conference while it is read, and lets the reading end with the old one. */
function askedAcrossAChange(after: Conference | null): Promise<string> {
  const early = titleNow();
  const before = stored!;
  stored = after;
  bus.publish(new ConferenceChanged('c'));
  answer(before);
  return early;
}

it('keeps no page of a conference that was read before a change', async () => {
  await askedAcrossAChange(called('after'));
  expect(await titleNow()).toBe('after');
});

it('writes no page of a conference that became a draft meanwhile', async () => {
  await expect(askedAcrossAChange(null)).rejects.toMatchObject({ code: 'conference.not-found' });
  await expect(titleNow()).rejects.toMatchObject({ code: 'conference.not-found' });
});

import type { SiteStage } from '../contract/readiness.js';
import { type StageFacts, stageOf } from './site-stage.rules.js';

const BEGINS = '2026-11-22T01:00:00.000Z';
const at = (hours: number): string => new Date(Date.parse(BEGINS) + hours * 3_600_000).toISOString();
const UNKNOWN: StageFacts = {
  isOpened: false,
  hasContact: false,
  hasResult: false,
  state: 'untested',
  presence: { state: 'never', since: null },
  hasClosed: false,
};
const opened = { isOpened: true };
const confirmed = { isOpened: true, hasContact: true };
const tested = { ...confirmed, hasResult: true };
const ready = { ...tested, state: 'passed' as const };
const online = (hours: number) => ({ presence: { state: 'online' as const, since: at(hours) } });
const unsteady = (hours: number) => ({ presence: { state: 'unsteady' as const, since: at(hours) } });
const lost = (hours: number) => ({ presence: { state: 'lost' as const, since: at(hours) } });

/** What has happened, hours from the beginning, and where the site stands then. */
const HISTORIES: [string, Partial<StageFacts>, number, SiteStage][] = [
  ['nobody did anything', {}, -48, 'invited'],
  ['the organizers know whom to call', { hasContact: true }, -48, 'invited'],
  ['the link was opened, nobody gave a name', opened, -48, 'invited'],
  ['the link was opened and a name given', confirmed, -48, 'confirmed'],
  ['the console is open two days before', { ...confirmed, ...online(-48) }, -48, 'confirmed'],
  ['a test measured not everything', tested, -30, 'tested'],
  ['a test failed', { ...tested, state: 'failed' }, -30, 'tested'],
  ['a test failed, and nobody gave a name', { ...opened, hasResult: true, state: 'failed' }, -30, 'tested'],
  ['a test passed', ready, -20, 'ready'],
  ['a test passed, and nobody gave a name', { ...ready, hasContact: false }, -20, 'ready'],
  ['a test passed too long ago', { ...tested, state: 'stale' }, -3, 'tested'],
  ['an organizer passed a site that opened nothing', { hasResult: true, state: 'passed' }, -3, 'ready'],
  ['ready, and the console closed the day before', { ...ready, ...lost(-20) }, -10, 'ready'],
  ['ready, and the console is open 3 hours before', { ...ready, ...online(-3) }, -3, 'ready'],
  ['ready, connected 2 hours before', { ...ready, ...online(-3) }, -2, 'connected'],
  ['never tested, connected all the same', { ...opened, ...online(-0.5) }, 0, 'connected'],
  ['connected with a line that flickers', { ...ready, ...unsteady(0.5) }, 1, 'connected'],
  ['lost half an hour before', { ...ready, ...lost(-0.5) }, -0.4, 'lost'],
  ['lost in the middle of the day', { ...ready, ...lost(1) }, 1.5, 'lost'],
  ['lost and back', { ...ready, ...online(2) }, 2, 'connected'],
  ['ready, not there yet when it begins', { ...ready, ...lost(-20) }, 0.5, 'ready'],
  ['never came', {}, 3, 'invited'],
  ['the last roll confirmed, still connected', { ...ready, ...online(-1), hasClosed: true }, 8, 'closed'],
  ['the last roll confirmed, console closed', { ...ready, ...lost(8), hasClosed: true }, 9, 'closed'],
  ['the last roll opened again', { ...ready, ...online(-1) }, 9, 'connected'],
];

describe('a site', () => {
  it.each(HISTORIES)('%s', (_, facts, hours, stage) =>
    expect(stageOf({ ...UNKNOWN, ...facts }, BEGINS, Date.parse(at(hours)))).toBe(stage),
  );

  it('is neither connected nor lost while nobody knows when it begins', () => {
    expect(stageOf({ ...UNKNOWN, ...ready, ...online(0) }, null, Date.parse(at(0)))).toBe('ready');
    expect(stageOf({ ...UNKNOWN, ...ready, ...lost(0) }, null, Date.parse(at(1)))).toBe('ready');
  });
});

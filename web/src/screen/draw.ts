import type { Language } from '#contract/languages.js';
import type { Screen, ScreenTurn } from '#contract/screen.js';
import type { Messages } from '#messages/lazy/screen.js';
import { minutesUntil, nowAndNext } from '../shared/current-session.js';
import { time, timeWithSeconds } from '../shared/format.js';
import { qrPath } from '../shared/qr-path.js';
import { secondsUntil, stopwatch } from '../shared/turn-time.js';
import type { Room } from './room.js';

/** Characters of an urgent text that is written smaller, so that the longest fits. */
const LONG = 180;

const part = (name: string): HTMLElement => document.querySelector<HTMLElement>(`[data-part=${name}]`)!;

/**
 * Writes a text; an empty one hides its element. What is the same is left alone: it would be read out again.
 */
function write(name: string, text: string): void {
  const element = document.querySelector<HTMLElement>(`[data-text=${name}]`)!;
  if (element.textContent === text) return;
  element.textContent = text;
  element.hidden = text === '';
}
const show = (name: string, isShown: boolean): void => void (part(name).hidden = !isShown);

/**
 * Draws the room as it is now. By hand: a framework would be three quarters of what this page may weigh.
 */
export function draw(room: Room, t: Messages, language: Language): void {
  const { screen, trouble } = room;
  show('alone', screen === null || trouble !== null);
  show('screen', screen !== null && trouble === null);
  show('door', trouble !== null);
  write('trouble', trouble ? t[trouble] : '');
  write('advice', trouble ? t.advice : room.isLost ? t.noLine : t.loading);
  write('toConsole', t.toConsole);
  if (screen === null || trouble !== null) return;
  const at = (instant: string): string => time(instant, language, screen.conference.timezone);
  write('title', screen.conference.title);
  write('site', screen.site.name);
  write('clock', timeWithSeconds(room.now, language, screen.conference.timezone));
  const isUrgent = drawUrgent(screen, room.now, t);
  drawProgramme(screen, room.now, t, at);
  drawTurn(screen.turn, room.now, t);
  drawCode(screen.conference.slug, t);
  write('asOf', (room.isLost ? t.lost : t.asOf)(at(screen.serverTime)));
  const isOnTurn = screen.turn !== null && screen.turn.state !== 'waiting';
  part('screen').dataset.busy = String(Number(isUrgent) + Number(isOnTurn));
  part('foot').dataset.live = String(!room.isLost);
}

/** Answers whether there is something urgent. */
function drawUrgent({ announcements }: Screen, now: number, t: Messages): boolean {
  const urgent = announcements.filter(
    ({ level, showUntil }) => level === 'urgent' && (showUntil === null || Date.parse(showUntil) > now),
  );
  show('urgent', urgent.length > 0);
  write('urgentLabel', t.urgent);
  const text = urgent.map((one) => one.text).join('\n');
  write('urgent', text);
  part('urgent').toggleAttribute('data-long', text.length > LONG);
  return urgent.length > 0;
}

function drawProgramme(screen: Screen, at: number, t: Messages, clock: (instant: string) => string): void {
  const { now, next } = nowAndNext(screen.sessions, at);
  write('nowLabel', t.now);
  write('now', now?.title ?? t.nothingNow);
  const left = now ? minutesUntil(now.endsAt, at) : 0;
  const until = left > 0 ? t.minutesLeft(left) : t.overTime;
  write('nowTimes', now ? `${clock(now.startsAt)}–${clock(now.endsAt)} · ${until}` : '');
  show('next', next !== null);
  if (next === null) return;
  write('nextLabel', `${t.next} · ${clock(next.startsAt)}`);
  write('next', next.title);
  write('nextIn', now ? '' : t.startsIn(minutesUntil(next.startsAt, at)));
}

function drawTurn(turn: ScreenTurn | null, now: number, t: Messages): void {
  show('turn', turn !== null);
  if (turn === null) return;
  part('turn').dataset.state = turn.state;
  const left = turn.readyAt ? 0 : secondsUntil(turn.calledUntil, now);
  if (turn.state === 'called') write('turn', turn.readyAt ? t.ready : t.called);
  else if (turn.state === 'speaking') write('turn', t.speaking);
  else write('turn', turn.position === null ? '' : t.waiting(turn.position));
  if (turn.state === 'speaking') write('turnTime', stopwatch(turn.startedAt, now));
  else write('turnTime', left > 0 ? t.secondsLeft(left) : '');
}

function drawCode(slug: string, t: Messages): void {
  write('materials', t.materials);
  const svg = part('qr');
  if (svg.dataset.slug === slug) return;
  svg.dataset.slug = slug;
  const { size, path } = qrPath(`${location.origin}/c/${encodeURIComponent(slug)}`);
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('aria-label', t.qr);
  svg.querySelector('path')!.setAttribute('d', path);
}

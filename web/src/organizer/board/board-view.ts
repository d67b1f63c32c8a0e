import { getContext, setContext } from 'svelte';
import type { Conference, Language } from '#contract/conference.js';
import type { Instant } from '#contract/wire.js';
import { number, time } from '../../shared/format.js';
import { language } from '../../shared/language.svelte.js';
import { durationText, minutesSince } from '../../shared/duration.rules.js';
import type { LiveBoard } from './live-board.svelte.js';
import { messages } from '../messages/messages.js';

const KEY = Symbol('board');

/**
 * What every part of the board needs: the data, the conference, and how figures and
 * times are written for this reader.
 */
export class BoardView {
  constructor(
    readonly board: LiveBoard,
    readonly conference: Conference,
    /** A viewer sees the board and no more. */
    readonly canOpen: boolean,
  ) {}
  get #language(): Language {
    return language.current;
  }
  number(value: number): string {
    return number(value, this.#language);
  }
  time(instant: Instant | number): string {
    return time(instant, this.#language, this.conference.timezone);
  }
  duration(since: Instant): string {
    const t = messages.t.board.duration;
    const minutes = minutesSince(since, this.board.serverNow);
    return minutes === 0 ? t.now : durationText(t, minutes);
  }
}
export const provideBoard = (view: BoardView): BoardView => setContext(KEY, view);
export const useBoard = (): BoardView => getContext<BoardView>(KEY);

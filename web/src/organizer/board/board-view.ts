import { getContext, setContext } from 'svelte';
import type { Arrivals, BoardTotals } from '#contract/board.js';
import type { Conference, Language } from '#contract/conference.js';
import type { Id, Instant } from '#contract/wire.js';
import { number, time } from '../../shared/format.js';
import { language } from '../../shared/language.svelte.js';
import { durationText, minutesSince } from '../../shared/duration.rules.js';
import type { OpenIncidents } from '../incidents/open-incidents.svelte.js';
import type { Placed } from './blocks.js';
import type { RowState } from './live-board.svelte.js';
import type { Liveness } from './liveness.rules.js';
import { messages } from '../messages/messages.js';

const KEY = Symbol('board');

/** A board as its parts show it: the live one, or that of a moment of the past. */
export interface ShownBoard {
  /** `null` until the first picture is there. */
  readonly placed: Placed[] | null;
  readonly groups: Placed[];
  readonly rows: ReadonlyMap<Id, RowState>;
  readonly totals: BoardTotals | null;
  readonly arrivals: Arrivals[];
  readonly liveness: Liveness;
  readonly incidents: OpenIncidents;
  /** The service's clock in ms, or the moment that is shown. */
  readonly serverNow: number;
}

/**
 * What every part of the board needs: the data, the conference, and how figures and
 * times are written for this reader.
 */
export class BoardView {
  constructor(
    readonly board: ShownBoard,
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

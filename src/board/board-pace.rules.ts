import type { BoardChanges } from '../contract/board.js';

/** 20 messages a second while they are small and the loop is idle. In ms. */
const QUICK = 50;
/** 5 a second in a storm: what comes together is told together. In ms. */
const CALM = 200;
/** Rows of a small message: some 6 kB. */
const SMALL = 10;

/** Answers how long a board waits after these messages, in ms: while little happens, it is told at once. */
export function pauseAfter(told: readonly Pick<BoardChanges, 'sites'>[], isIdle: boolean): number {
  const rows = told.reduce((sum, { sites }) => sum + sites.length, 0);
  return isIdle && rows <= SMALL ? QUICK : CALM;
}

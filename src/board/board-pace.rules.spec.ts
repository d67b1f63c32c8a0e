import { pauseAfter } from './board-pace.rules.js';

const message = (rows: number) => ({ sites: Array.from({ length: rows }) as never[] });

it.each([
  ['nothing', [], true, 50],
  ['a row', [message(1)], true, 50],
  ['ten rows', [message(10)], true, 50],
  ['more rows', [message(11)], true, 200],
  ['more rows in several messages', [message(6), message(6)], true, 200],
  ['a row of a busy service', [message(1)], false, 200],
])('waits after %s', (_, told, isIdle, ms) => expect(pauseAfter(told, isIdle)).toBe(ms));

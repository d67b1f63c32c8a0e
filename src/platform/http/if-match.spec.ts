import { refuseOutdated } from './if-match.js';

const row = { updatedAt: '2026-11-30T01:00:00.000Z' };
const own = '"2026-11-30T01:00:00.000Z"';

it.each([null, own, '*', `"x", ${own}`, `${own},"x"`])('%s lets the change in', (ifMatch) =>
  expect(() => refuseOutdated(ifMatch, row)).not.toThrow(),
);
// A weak version never matches: RFC 9110, 13.1.1.
it.each(['"2026-11-30T01:00:00.001Z"', '', '2026-11-30T01:00:00.000Z', `W/${own}`, '"*"'])(
  '%s keeps it out',
  (ifMatch) => expect(() => refuseOutdated(ifMatch, row)).toThrow(expect.objectContaining({ status: 412 })),
);

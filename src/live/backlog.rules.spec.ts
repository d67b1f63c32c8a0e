import { judgeBacklog } from './backlog.rules.js';

const MIB = 1 << 20;

describe('judgeBacklog', () => {
  it.each([
    ['little waits', { packets: 256, bytes: MIB, sent: 1 }, undefined, null],
    ['little waits again', { packets: 3, bytes: 20, sent: 1 }, { sent: 1, looks: 2 }, null],
    ['many messages wait', { packets: 257, bytes: 20, sent: 1 }, undefined, { sent: 1, looks: 1 }],
    ['much waits', { packets: 3, bytes: MIB + 1, sent: 1 }, undefined, { sent: 1, looks: 1 }],
    [
      'nothing has left',
      { packets: 3, bytes: MIB + 1, sent: 1 },
      { sent: 1, looks: 1 },
      { sent: 1, looks: 2 },
    ],
    ['nothing has left for long', { packets: 3, bytes: MIB + 1, sent: 1 }, { sent: 1, looks: 2 }, 'drop'],
    ['it goes on', { packets: 3, bytes: 2 * MIB, sent: 2 }, { sent: 1, looks: 2 }, { sent: 2, looks: 1 }],
    ['too much waits', { packets: 3, bytes: 4 * MIB + 1, sent: 2 }, { sent: 1, looks: 1 }, 'drop'],
  ])('%s', (_, backlog, before, expected) => expect(judgeBacklog(backlog, before)).toEqual(expected));
});

import { describe, expect, it } from '@jest/globals';
import { LineChoice } from './line-choice.js';

const WEBSOCKET_FIRST = { transports: ['websocket', 'polling'], upgrade: true };
const POLLING_FIRST = { transports: ['polling', 'websocket'], upgrade: true };
const POLLING_ONLY = { transports: ['polling', 'websocket'], upgrade: false };

describe('the next connection', () => {
  it('begins as a WebSocket', () => expect(new LineChoice().next()).toEqual(WEBSOCKET_FIRST));

  it('begins by polling after no answer, and as a WebSocket after polling fails too', () => {
    const choice = new LineChoice();
    choice.failed('timeout');
    expect(choice.next()).toEqual(POLLING_FIRST);
    choice.failed('timeout');
    expect(choice.next()).toEqual(WEBSOCKET_FIRST);
  });

  it('stays a WebSocket after a refusal: socket.io tries the other transport itself', () => {
    const choice = new LineChoice();
    choice.failed('websocket error');
    choice.failed('xhr poll error');
    expect(choice.next()).toEqual(WEBSOCKET_FIRST);
  });

  it('is polling alone after two WebSockets in a row ended early', () => {
    const choice = new LineChoice();
    choice.opened('websocket', 0);
    choice.closed(1_000);
    expect(choice.next()).toEqual(WEBSOCKET_FIRST);
    choice.opened('websocket', 2_000);
    choice.closed(3_000);
    expect(choice.next()).toEqual(POLLING_ONLY);
    choice.opened('polling', 4_000);
    choice.closed(5_000);
    expect(choice.next()).toEqual(POLLING_ONLY);
  });

  it('is a WebSocket after connections that the service has refused', () => {
    const choice = new LineChoice();
    for (const at of [0, 2_000, 4_000]) {
      choice.opened('websocket', at);
      choice.closed(at + 100);
      choice.refused();
    }
    expect(choice.next()).toEqual(WEBSOCKET_FIRST);
  });

  it('forgets an early end once a WebSocket stayed open', () => {
    const choice = new LineChoice();
    for (const [from, to] of [
      [0, 1_000],
      [2_000, 60_000],
      [61_000, 62_000],
    ] as const) {
      choice.opened('websocket', from);
      choice.closed(to);
    }
    expect(choice.next()).toEqual(WEBSOCKET_FIRST);
  });
});

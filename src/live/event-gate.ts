import { Injectable } from '@nestjs/common';
import { LIVE_COMMANDS } from '../contract/live.js';
import type { ProblemCode } from '../contract/problem.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveSockets } from './live-sockets.js';
import { EVENT_RATE, fullAllowance, spent } from './rate.rules.js';
import type { LiveSocket } from './rooms.js';

/** So many refused in a row, and it is no client of ours that was a little fast. */
const FLOOD = 200;
const KNOWN = new Set<string>(LIVE_COMMANDS);

/** Stands before every event of a socket, known or not: cheap refusals first. */
@Injectable()
export class EventGate {
  constructor(
    private readonly sockets: LiveSockets,
    private readonly metrics: LiveMetrics,
    private readonly ids: Ids,
  ) {}

  guard(socket: LiveSocket): void {
    let allowance = fullAllowance(performance.now());
    let refused = 0;
    socket.use((packet, next) => {
      const after = spent(allowance, performance.now());
      if (after === null) {
        refused += 1;
        return refused > FLOOD
          ? this.sockets.drop(socket, 'flood')
          : this.refuse(packet, 'rate.limited', `At most ${EVENT_RATE.perSecond} events a second`);
      }
      allowance = after;
      refused = 0;
      return KNOWN.has(packet[0]) ? next() : this.refuse(packet, 'live.event-unknown');
    });
  }

  private refuse(packet: unknown[], code: ProblemCode, detail?: string): void {
    const event = KNOWN.has(packet[0] as string) ? (packet[0] as string) : 'unknown';
    this.metrics.event(event, code);
    const ack = packet.at(-1);
    if (typeof ack === 'function') ack({ problem: new Problem(code, detail).body(this.ids.next()) });
  }
}

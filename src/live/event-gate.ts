import { Injectable } from '@nestjs/common';
import { SUBMISSION_LIMIT } from '../contract/attendance.js';
import { LIVE_COMMANDS } from '../contract/live.js';
import type { ProblemCode } from '../contract/problem.js';
import { ROUTES } from '../contract/routes.js';
import { API_BASE } from '../contract/version.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveSockets } from './live-sockets.js';
import { PacketSizes } from './packet-sizes.js';
import { costOf, EVENT_BYTES, EVENT_RATE, fullAllowance, spent } from './rate.rules.js';
import type { LiveSocket } from './live.rooms.js';

/** So many refused in a row, and it is no client of ours that was a little fast. */
const FLOOD = 200;
const SUBMISSION = 'attendance.submit';
const KIB = 1024;
/** Name of the event, `siteId` and what socket.io adds: an HTTP body has them in its address. */
const ENVELOPE = 256;
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
    const sizes = new PacketSizes(socket);
    socket.use((packet, next) => {
      const bytes = sizes.next();
      const cost = costOf(bytes);
      const after = spent(allowance, performance.now(), cost);
      if (after === null) {
        refused += cost;
        return refused > FLOOD
          ? this.sockets.drop(socket, 'flood')
          : this.refuse(packet, 'rate.limited', `At most ${EVENT_RATE.perSecond} events a second`);
      }
      allowance = after;
      refused = 0;
      if (bytes > EVENT_BYTES && !this.mayBeLarge(socket, packet, bytes)) return;
      return KNOWN.has(packet[0]) ? next() : this.refuse(packet, 'live.event-unknown');
    });
  }

  /**
   * Only submissions may be larger than `EVENT_BYTES`, as by HTTP; a client of ours
   * sends nothing else of that size.
   */
  private mayBeLarge(socket: LiveSocket, packet: unknown[], bytes: number): boolean {
    if (packet[0] !== SUBMISSION) {
      this.refuse(packet, 'request.too-large', `At most ${EVENT_BYTES / KIB} KiB in an event`);
      this.metrics.drop('large');
      socket.disconnect(true);
      return false;
    }
    if (bytes <= SUBMISSION_LIMIT + ENVELOPE) return true;
    const route = `POST ${API_BASE}${ROUTES.attendance}`;
    this.refuse(
      packet,
      'request.too-large',
      `At most ${SUBMISSION_LIMIT / KIB} KiB at once: send fewer entries, here or by ${route}`,
    );
    return false;
  }

  private refuse(packet: unknown[], code: ProblemCode, detail?: string): void {
    const event = KNOWN.has(packet[0] as string) ? (packet[0] as string) : 'unknown';
    this.metrics.event(event, code);
    const ack = packet.at(-1);
    if (typeof ack === 'function') ack({ problem: new Problem(code, detail).body(this.ids.next()) });
  }
}

import { Injectable } from '@nestjs/common';
import type { PrincipalKind } from '../contract/auth.js';
import { Metrics } from '../platform/metrics/metrics.js';

const KINDS: readonly PrincipalKind[] = ['organizer', 'coordinator', 'trainee', 'viewer'];

@Injectable()
export class LiveMetrics {
  private readonly connected = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<
    PrincipalKind,
    number
  >;
  private readonly events;
  private readonly dropped;

  constructor(metrics: Metrics) {
    metrics.gauges(
      'diemcau_live_sockets',
      'Sockets connected now, by kind of sign-in',
      'kind',
      () => this.connected,
    );
    this.events = metrics.counter(
      'diemcau_live_events_total',
      'Events from sockets by name and outcome (ok or the problem code)',
      ['event', 'outcome'],
    );
    this.dropped = metrics.counter('diemcau_live_sockets_dropped_total', 'Sockets closed by the service', [
      'reason',
    ]);
  }

  socket(kind: PrincipalKind, by: 1 | -1): void {
    this.connected[kind] += by;
  }
  event(event: string, outcome: string): void {
    this.events.inc({ event, outcome });
  }
  drop(reason: string): void {
    this.dropped.inc({ reason });
  }
}

import { Module } from '@nestjs/common';
import { EventGate } from './event-gate.js';
import { LiveConnections } from './live-connections.gateway.js';
import { LiveMetrics } from './live-metrics.js';
import { LivePublisher } from './live-publisher.service.js';
import { LiveSockets } from './live-sockets.js';

/** The live transport: sockets, rooms, publishing. It imports no feature: features bring their gateways. */
@Module({
  providers: [EventGate, LiveConnections, LiveMetrics, LivePublisher, LiveSockets],
  exports: [LiveMetrics, LivePublisher, LiveSockets],
})
export class LiveModule {}

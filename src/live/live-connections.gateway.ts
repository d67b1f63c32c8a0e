import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import { LIVE_NAMESPACE } from '../contract/live.js';
import { EventBus } from '../platform/events/event-bus.js';
import { EventGate } from './event-gate.js';
import { SocketClosed } from './live.events.js';
import type { LiveNamespace, LiveSocket } from './live.rooms.js';
import { LivePublisher } from './live-publisher.service.js';
import { LiveSockets } from './live-sockets.js';

/** Opens the one namespace, and lets sockets in and out. The commands are those of the features' gateways. */
@WebSocketGateway({ namespace: LIVE_NAMESPACE })
export class LiveConnections
  implements OnGatewayInit<LiveNamespace>, OnGatewayConnection<LiveSocket>, OnGatewayDisconnect<LiveSocket>
{
  constructor(
    private readonly gate: EventGate,
    private readonly publisher: LivePublisher,
    private readonly sockets: LiveSockets,
    private readonly bus: EventBus,
  ) {}

  afterInit(namespace: LiveNamespace): void {
    this.sockets.open(namespace);
    this.publisher.open(namespace);
  }

  handleConnection(socket: LiveSocket): void {
    this.gate.guard(socket);
    this.sockets.add(socket);
  }

  handleDisconnect(socket: LiveSocket): void {
    if (this.sockets.remove(socket))
      this.bus.publish(new SocketClosed(socket.id, socket.data.signedIn.principal));
  }
}

import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { Allow } from '../identity/guard/allow.decorator.js';
import type { Principal } from '../contract/auth.js';
import { LiveGateway } from '../live/live-gateway.decorator.js';
import { type LiveSocket, principalOf } from '../live/live.rooms.js';
import { AnnouncementReceivedDto } from './announcements.dto.js';
import { ReceiptsService } from './receipts.service.js';

@LiveGateway()
export class AnnouncementsGateway {
  constructor(private readonly receipts: ReceiptsService) {}

  /** The console has these announcements on its screen. */
  @SubscribeMessage('announcement.received')
  @Allow('coordinator')
  received(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() { ids }: AnnouncementReceivedDto,
  ): Record<string, never> {
    const { siteId } = principalOf(socket) as Principal & { kind: 'coordinator' };
    this.receipts.noteDelivered(siteId, ids);
    return {};
  }
}

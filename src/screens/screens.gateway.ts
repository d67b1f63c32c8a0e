import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { Allow } from '../identity/guard/allow.decorator.js';
import { LiveGateway } from '../live/live-gateway.decorator.js';
import { type LiveSocket, principalOf, ROOM, showOn } from '../live/live.rooms.js';
import { ScreenJoinDto } from './screens.dto.js';
import { ScreensService } from './screens.service.js';

@LiveGateway()
export class ScreensGateway {
  constructor(private readonly screens: ScreensService) {}

  /** A screen is no console: the site's presence does not follow from it, and it hears nothing but pokes. */
  @SubscribeMessage('screen.join')
  @Allow('coordinator')
  async join(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() { siteId }: ScreenJoinDto,
  ): Promise<Record<string, never>> {
    const place = await this.screens.placeOf(principalOf(socket), siteId);
    showOn(socket, ROOM.screen(place.siteId), ROOM.screens(place.conferenceId));
    return {};
  }
}

import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { Allow } from '../identity/guard/allow.decorator.js';
import type { Principal } from '../contract/auth.js';
import type { HelpCall } from '../contract/help.js';
import { LiveGateway } from '../live/live-gateway.decorator.js';
import { type LiveSocket, principalOf } from '../live/live.rooms.js';
import { HelpBodyDto } from './help.dto.js';
import { HelpService } from './help.service.js';

@LiveGateway()
export class HelpGateway {
  constructor(private readonly help: HelpService) {}

  /** The HTTP route's act by the HTTP route's code, at the console's own site. */
  @SubscribeMessage('site.help')
  @Allow('coordinator')
  call(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: HelpBodyDto): Promise<HelpCall> {
    const principal = principalOf(socket) as Principal & { kind: 'coordinator' };
    return this.help.call(principal, principal.siteId, body);
  }
}

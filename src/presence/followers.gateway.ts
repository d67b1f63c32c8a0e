import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { NowAndNext } from '../contract/schedule.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { LiveGateway } from '../live/live-gateway.decorator.js';
import { enter, type LiveSocket, principalOf } from '../live/live.rooms.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { FollowersService } from './followers.service.js';
import { ConferenceFollowDto } from './presence.dto.js';

/** Takes those who follow a conference: trainees are counted, others hear its news. */
@LiveGateway()
export class FollowersGateway {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly followers: FollowersService,
    private readonly schedule: ScheduleService,
  ) {}

  @SubscribeMessage('conference.follow')
  @Allow('trainee', 'coordinator', 'reader')
  @Parts('watcher')
  async follow(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() { conferenceId }: ConferenceFollowDto,
  ): Promise<NowAndNext> {
    const principal = principalOf(socket);
    const { id } = await this.conferences.visible(principal, conferenceId);
    enter(socket, id);
    if (principal.kind === 'trainee' && socket.connected) this.followers.join(principal, socket.id);
    return this.schedule.nowAndNext(id);
  }
}

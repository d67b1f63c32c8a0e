import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { Allow } from '../identity/guard/allow.decorator.js';
import { AttendanceService } from '../attendance/recording/attendance.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { SiteJoinReply } from '../contract/live.js';
import type { NowAndNext } from '../contract/schedule.js';
import { LiveGateway } from '../live/live-gateway.decorator.js';
import { enter, type LiveSocket, principalOf, ROOM } from '../live/live.rooms.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { SitesService } from '../sites/sites.service.js';
import { FollowersService } from './followers.service.js';
import { ConferenceFollowDto, SiteJoinDto, SiteSignalDto } from './presence.dto.js';
import { PresenceService } from './presence.service.js';
import { SignalsService } from './signals.service.js';

/** Takes presence of consoles and trainees, and the signals of sites. */
@LiveGateway()
export class PresenceGateway {
  constructor(
    private readonly attendance: AttendanceService,
    private readonly conferences: ConferencesService,
    private readonly followers: FollowersService,
    private readonly presence: PresenceService,
    private readonly schedule: ScheduleService,
    private readonly signals: SignalsService,
    private readonly sites: SitesService,
  ) {}

  @SubscribeMessage('site.join')
  @Allow('coordinator')
  async join(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() { siteId }: SiteJoinDto,
  ): Promise<SiteJoinReply> {
    const principal = coordinatorOf(socket);
    const { id, conferenceId } = await this.sites.visible(principal, siteId);
    // Before it asks how far the roster is: what is recorded in between is then told rather than missed.
    enter(socket, conferenceId, ROOM.site(id), ROOM.device(principal.deviceId));
    if (socket.connected) this.presence.join(id, socket.id);
    const { now, next } = await this.schedule.nowAndNext(conferenceId);
    const seq = await this.attendance.rosterSeq(id);
    return { seq, now, next, announcements: [] };
  }

  @SubscribeMessage('site.signal')
  @Allow('coordinator')
  signal(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: SiteSignalDto): Record<string, never> {
    this.signals.record(coordinatorOf(socket).siteId, body);
    return {};
  }

  @SubscribeMessage('conference.follow')
  @Allow('trainee', 'coordinator', 'organizer')
  async follow(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() { conferenceId }: ConferenceFollowDto,
  ): Promise<NowAndNext> {
    const principal = principalOf(socket);
    const { id } = await this.conferences.visible(principal, conferenceId);
    enter(socket, id);
    if (principal.kind === 'trainee' && socket.connected)
      this.followers.join(id, principal.participantId, socket.id);
    return this.schedule.nowAndNext(id);
  }
}

const coordinatorOf = (socket: LiveSocket): Principal & { kind: 'coordinator' } =>
  principalOf(socket) as Principal & { kind: 'coordinator' };

import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { Allow } from '../identity/guard/allow.decorator.js';
import { AttendanceService } from '../attendance/recording/attendance.service.js';
import type { Principal } from '../contract/auth.js';
import type { SiteJoinReply } from '../contract/live.js';
import { LiveGateway } from '../live/live-gateway.decorator.js';
import { enter, type LiveSocket, principalOf, ROOM } from '../live/live.rooms.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { SitesService } from '../sites/sites.service.js';
import { LivingAnnouncements } from './living-announcements.service.js';
import { SiteJoinDto, SiteSignalDto } from './presence.dto.js';
import { PresenceService } from './presence.service.js';
import { SignalsService } from './signals.service.js';

/** Takes presence of consoles, and the signals of sites. */
@LiveGateway()
export class PresenceGateway {
  constructor(
    private readonly announcements: LivingAnnouncements,
    private readonly attendance: AttendanceService,
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
    return { seq, now, next, announcements: await this.announcements.at(id) };
  }

  @SubscribeMessage('site.signal')
  @Allow('coordinator')
  signal(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: SiteSignalDto): Record<string, never> {
    this.signals.record(coordinatorOf(socket).siteId, body);
    return {};
  }
}

const coordinatorOf = (socket: LiveSocket): Principal & { kind: 'coordinator' } =>
  principalOf(socket) as Principal & { kind: 'coordinator' };

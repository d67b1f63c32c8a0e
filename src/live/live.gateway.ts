import { isUUID } from 'class-validator';
import { UseFilters, UseGuards, UseInterceptors, UsePipes } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { Allow } from '../access/allow.decorator.js';
import { AttendanceService } from '../attendance/attendance.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { AttendanceReply } from '../contract/attendance.js';
import type { Principal } from '../contract/auth.js';
import type { HelpCall } from '../contract/help.js';
import { type BoardWatchReply, LIVE_NAMESPACE, type SiteJoinReply } from '../contract/live.js';
import type { NowAndNext } from '../contract/schedule.js';
import type { Id } from '../contract/wire.js';
import { HelpService } from '../help/help.service.js';
import { Problem } from '../platform/http/problem.js';
import { validationPipe } from '../platform/http/validation.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { SitesService } from '../sites/sites.service.js';
import { BoardsService } from './boards.service.js';
import { EventGate } from './event-gate.js';
import { Followers } from './followers.js';
import { BoardWatchDto, ConferenceFollowDto, SiteHelpDto, SiteJoinDto, SiteSignalDto } from './live.dto.js';
import { LiveGuard } from './live.guard.js';
import { LiveMeter } from './live-meter.interceptor.js';
import { LiveProblemFilter } from './live-problem.filter.js';
import { LiveSockets } from './live-sockets.js';
import { Newsroom } from './newsroom.js';
import { SitePresence } from './presence.js';
import { type LiveNamespace, type LiveSocket, ROOM } from './rooms.js';
import { Signals } from './signals.js';

/** The live interface: each handler is one command of the contract, answered through its ack. */
@WebSocketGateway({ namespace: LIVE_NAMESPACE })
@UseGuards(LiveGuard)
@UseFilters(LiveProblemFilter)
@UseInterceptors(LiveMeter)
@UsePipes(validationPipe)
export class LiveGateway
  implements OnGatewayInit<LiveNamespace>, OnGatewayConnection<LiveSocket>, OnGatewayDisconnect<LiveSocket>
{
  constructor(
    private readonly attendance: AttendanceService,
    private readonly boards: BoardsService,
    private readonly conferences: ConferencesService,
    private readonly followers: Followers,
    private readonly gate: EventGate,
    private readonly help: HelpService,
    private readonly newsroom: Newsroom,
    private readonly presence: SitePresence,
    private readonly schedule: ScheduleService,
    private readonly signals: Signals,
    private readonly sites: SitesService,
    private readonly sockets: LiveSockets,
  ) {}

  afterInit(namespace: LiveNamespace): void {
    this.sockets.open(namespace);
    this.newsroom.open(namespace);
  }

  handleConnection(socket: LiveSocket): void {
    this.gate.guard(socket);
    this.sockets.add(socket);
  }

  handleDisconnect(socket: LiveSocket): void {
    const { principal } = socket.data.signedIn;
    this.sockets.remove(socket);
    if (principal.kind === 'coordinator') this.presence.leave(principal.siteId, socket.id);
    if (principal.kind === 'trainee')
      this.followers.leave(principal.conferenceId, principal.participantId, socket.id);
  }

  /** Joins before it looks, with nothing in between: no revision can be missed, and none is told before the answer. */
  @SubscribeMessage('board.watch')
  @Allow('organizer', 'viewer')
  async watch(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() { conferenceId, since }: BoardWatchDto,
  ): Promise<BoardWatchReply> {
    const { id } = await this.conferences.visible(principalOf(socket), conferenceId);
    const { edition } = await this.boards.of(id);
    this.follows(socket, id, ROOM.board(id));
    const changes = since === undefined ? null : edition.since(since);
    return changes ? { seq: changes.seq, changes } : { seq: edition.seq, snapshot: edition.snapshot() };
  }

  @SubscribeMessage('site.join')
  @Allow('coordinator')
  async join(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() { siteId }: SiteJoinDto,
  ): Promise<SiteJoinReply> {
    const principal = principalOf(socket) as Principal & { kind: 'coordinator' };
    const { id, conferenceId } = await this.sites.visible(principal, siteId);
    // Before it asks how far the roster is: what is recorded in between is then told rather than missed.
    this.follows(socket, conferenceId, ROOM.site(id), ROOM.device(principal.deviceId));
    if (socket.connected) this.presence.join(id, socket.id);
    const { now, next } = await this.schedule.nowAndNext(conferenceId);
    const seq = await this.attendance.rosterSeq(id);
    return { seq, now, next, announcements: [] };
  }

  @SubscribeMessage('site.signal')
  @Allow('coordinator')
  signal(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: SiteSignalDto): Record<string, never> {
    this.signals.say((principalOf(socket) as Principal & { kind: 'coordinator' }).siteId, body);
    return {};
  }

  /** The HTTP route's act by the HTTP route's code, at the console's own site. */
  @SubscribeMessage('site.help')
  @Allow('coordinator')
  call(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: SiteHelpDto): Promise<HelpCall> {
    const principal = principalOf(socket) as Principal & { kind: 'coordinator' };
    return this.help.call(principal, principal.siteId, body);
  }

  /** The HTTP route's act by the HTTP route's code, which judges the form of the body too. */
  @SubscribeMessage('attendance.submit')
  @Allow('coordinator', 'organizer')
  submit(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Promise<AttendanceReply> {
    const { siteId, ...rest } = Object(body) as { siteId?: unknown };
    if (!isUUID(siteId))
      throw new Problem('request.invalid', 'siteId must be a UUID', {
        errors: [{ path: 'siteId', code: 'field.is-uuid', message: 'siteId must be a UUID' }],
      });
    return this.attendance.record(principalOf(socket), (siteId as Id).toLowerCase(), rest);
  }

  @SubscribeMessage('conference.follow')
  @Allow('trainee', 'coordinator')
  async follow(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() { conferenceId }: ConferenceFollowDto,
  ): Promise<NowAndNext> {
    const principal = principalOf(socket);
    const { id } = await this.conferences.visible(principal, conferenceId);
    this.follows(socket, id);
    if (principal.kind === 'trainee' && socket.connected)
      this.followers.join(id, principal.participantId, socket.id);
    return this.schedule.nowAndNext(id);
  }

  /** A socket that has gone meanwhile would never leave the rooms again. */
  private follows(socket: LiveSocket, conferenceId: Id, ...rooms: string[]): void {
    if (!socket.connected) return;
    void socket.join([
      ROOM.conference(conferenceId),
      ROOM.audience(conferenceId, principalOf(socket).kind),
      ...rooms,
    ]);
  }
}

const principalOf = (socket: LiveSocket): Principal => socket.data.signedIn.principal;

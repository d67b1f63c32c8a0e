import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { BoardWatchReply } from '../contract/live.js';
import { LiveGateway } from '../live/live-gateway.decorator.js';
import { enter, type LiveSocket, principalOf, ROOM } from '../live/live.rooms.js';
import { rootsFor } from '../sites/reach.service.js';
import { BoardWatchDto } from './board.dto.js';
import { BoardsService } from './boards.service.js';

/** A snapshot of more rows, some 300 kB, is taken by HTTP: there it is compressed, once for all. */
const ROWS_IN_ANSWER = 500;

@LiveGateway()
export class BoardGateway {
  constructor(
    private readonly boards: BoardsService,
    private readonly conferences: ConferencesService,
  ) {}

  /** Joins the room just before it reads: no revision is missed, and none is sent before the answer. */
  @SubscribeMessage('board.watch')
  @Allow('reader', 'viewer')
  @Parts('watcher')
  async watch(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() { conferenceId, since }: BoardWatchDto,
  ): Promise<BoardWatchReply> {
    const { id } = await this.conferences.visible(principalOf(socket), conferenceId);
    const roots = rootsFor(principalOf(socket), id);
    const revisions = await this.boards.view(id, roots);
    enter(socket, id, ROOM.board(id, roots ?? []));
    const changes = since === undefined ? null : revisions.since(since);
    if (changes && changes.sites.length <= ROWS_IN_ANSWER) return { seq: changes.seq, changes };
    const { seq, size } = revisions;
    return size <= ROWS_IN_ANSWER ? { seq, snapshot: revisions.snapshot() } : { seq };
  }
}

import { Controller, Get, HttpStatus, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { rootsFor } from '../sites/reach.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { BoardChanges } from '../contract/board.js';
import type { Replay } from '../contract/replay.js';
import { ROUTES } from '../contract/routes.js';
import { sendCompressedOnce } from '../platform/http/compressed-once.js';
import { Problem } from '../platform/http/problem.js';
import { BoardChangesQueryDto, BoardQueryDto, ReplayQueryDto } from './board.dto.js';
import { BoardsService } from './boards.service.js';
import { ReplayService } from './replay/replay.service.js';

/** The board for those who fetch. */
@Controller()
export class BoardController {
  constructor(
    private readonly boards: BoardsService,
    private readonly conferences: ConferencesService,
    private readonly replays: ReplayService,
  ) {}

  /**
   * Reads the whole board, prepared once for all readers. `ETag` and 304. With `checkpointId` that
   * checkpoint's, and with `at` the board of that time; neither is live.
   */
  @Get(ROUTES.board)
  @ApiOkResponse({ schema: { $ref: '#/components/schemas/BoardSnapshot' } })
  @Allow('reader', 'viewer')
  @Parts('watcher')
  async snapshot(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() { checkpointId, at }: BoardQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const conference = await this.conferences.visible(actor, id);
    const roots = rootsFor(actor, conference.id);
    if (at !== undefined)
      return reply.send(await this.replays.boardAt(actor, conference.id, at, checkpointId));
    if (checkpointId !== undefined)
      return sendCompressedOnce(
        request,
        reply,
        await this.boards.countAt(conference.id, checkpointId, roots),
      );
    const revisions = await this.boards.upToDate(conference.id, roots);
    const etag = `W/"${revisions.seq}"`;
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (namesTag(request.headers['if-none-match'], etag)) return reply.code(HttpStatus.NOT_MODIFIED).send();
    return sendCompressedOnce(request, reply, await revisions.body());
  }

  /**
   * Reads all that the board went through. For a page that moves through the day by itself. Of more than
   * 1,000 sites by parts: `siteId`.
   */
  @Get(ROUTES.replay)
  @Allow('reader', 'viewer')
  @Parts('watcher')
  replay(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() { siteId }: ReplayQueryDto,
  ): Promise<Replay> {
    return this.replays.read(actor, id, siteId);
  }

  /** Reads the changes of the board after `since`. 410 `board.too-old`: take the snapshot. */
  @Get(ROUTES.boardChanges)
  @Allow('reader', 'viewer')
  @Parts('watcher')
  async changes(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() { since }: BoardChangesQueryDto,
  ): Promise<BoardChanges> {
    const conference = await this.conferences.visible(actor, id);
    const roots = rootsFor(actor, conference.id);
    const changes = (await this.boards.upToDate(conference.id, roots)).since(since);
    if (!changes) throw new Problem('board.too-old');
    return changes;
  }
}

const namesTag = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((tag) => tag.trim() === etag || `W/${tag.trim()}` === etag) === true;

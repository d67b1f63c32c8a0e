import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import type { Principal } from '../contract/auth.js';
import { LINE_TEST, type LineProbe, type LineTestTurn, type LineUpload } from '../contract/readiness.js';
import { ROUTES } from '../contract/routes.js';
import { LineTestService } from './line-test.service.js';
import { LineUploadDto } from './readiness.dto.js';

/** A type that nothing on the way knows how to pack: `application/octet-stream` would be. */
const BYTES = 'application/vnd.diemcau.line-test';
type Coordinator = Principal & { kind: 'coordinator' };

/** What a console measures its line against. */
@Controller()
@Allow('coordinator')
export class LineTestController {
  constructor(private readonly lines: LineTestService) {}

  /**
   * Takes a turn at testing the line. 503 `line-test.busy` says in `Retry-After` when to ask again; the
   * place in the queue is kept.
   */
  @Post(ROUTES.lineTest)
  @HttpCode(200)
  take(@Actor() actor: Coordinator, @Param('id') id: string): Promise<LineTestTurn> {
    return this.lines.take(actor, id);
  }

  /** Ends the turn: the next site may measure. */
  @Delete(ROUTES.lineTest)
  @HttpCode(204)
  end(@Actor() actor: Coordinator, @Param('id') id: string): Promise<void> {
    return this.lines.end(actor, id);
  }

  /** Answers one round trip, with the service's time. */
  @Get(ROUTES.lineProbe)
  probe(@Actor() actor: Coordinator, @Param('id') id: string): Promise<LineProbe> {
    return this.lines.probe(actor, id);
  }

  /** Sends 2 MiB of nothing. */
  @Get(ROUTES.lineDownload)
  @ApiOkResponse({
    content: { [BYTES]: { schema: { type: 'string', format: 'binary' } } },
  })
  async download(
    @Actor() actor: Coordinator,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.lines.requireTurn(actor, id);
    void reply
      .header('content-type', BYTES)
      .header('cache-control', 'no-store, no-transform')
      .send(this.lines.bytes);
  }

  /** Takes 512 KiB, and says how many there were. */
  @Post(ROUTES.lineUpload)
  @HttpCode(200)
  @RouteConfig({ bodyLimit: LINE_TEST.uploadBytes + 1024 })
  async upload(
    @Actor() actor: Coordinator,
    @Param('id') id: string,
    @Body() { filler }: LineUploadDto,
  ): Promise<LineUpload> {
    await this.lines.requireTurn(actor, id);
    return { bytes: filler.length };
  }
}

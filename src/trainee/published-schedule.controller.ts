import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { ActingRequest } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { ROUTES } from '../contract/routes.js';
import { Config } from '../platform/config/config.js';
import { PublicResponseCache } from '../platform/http/public-response.cache.js';
import { baseUrl } from '../platform/http/base-url.js';
import { sendCached } from '../platform/http/cached-response.js';
import { FOR_EVERY_PAGE, type Form, PublishedScheduleService } from './published-schedule.service.js';

/**
 * The schedule as people and their programs read it. What is public may be
 * read by pages of other services too.
 */
@Controller()
@Allow('anyone')
@Parts('watcher')
export class PublishedScheduleController {
  constructor(
    private readonly published: PublishedScheduleService,
    private readonly responses: PublicResponseCache,
    private readonly config: Config,
  ) {}

  /** Reads the published schedule, with what is on now and next. Materials are those that one may read. */
  @Get(ROUTES.schedule)
  @ApiOkResponse({ schema: { $ref: '#/components/schemas/Schedule' } })
  schedule(
    @Param('id') id: string,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(id, 'json', '', request, reply);
  }
  /**
   * Reads the published schedule as a calendar, iCalendar (RFC 5545). SEQUENCE rises when something changes
   * that a calendar shows.
   */
  @Get(ROUTES.scheduleIcs)
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  calendar(
    @Param('id') id: string,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(id, 'ics', baseUrl(this.config, request), request, reply);
  }
  /** Reads the published schedule as C3VOC JSON, without cancelled sessions. */
  @Get(ROUTES.scheduleJson)
  @ApiOkResponse({
    schema: {
      type: 'object',
      description: 'https://c3voc.de/schedule/schema.json',
      required: ['schedule'],
      properties: { schedule: { type: 'object' } },
      additionalProperties: true,
    },
  })
  c3voc(@Param('id') id: string, @Req() request: ActingRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(id, 'c3voc', baseUrl(this.config, request), request, reply);
  }
  /** Reads the published schedule as C3VOC XML, without cancelled sessions. */
  @Get(ROUTES.scheduleXml)
  @ApiOkResponse({ content: { 'application/xml': { schema: { type: 'string' } } } })
  frab(@Param('id') id: string, @Req() request: ActingRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(id, 'xml', baseUrl(this.config, request), request, reply);
  }

  private async send(
    id: string,
    form: Form,
    base: string,
    request: ActingRequest,
    reply: FastifyReply,
  ): Promise<void> {
    // Before it is read: why there is no such schedule may be read too.
    if (request.principal === undefined) void reply.headers(FOR_EVERY_PAGE);
    const { prepared, current } = await this.published.read(request.principal, id, form, base);
    // The others hold the address by which the reader came, which the cache does not look at.
    if (base === '') this.responses.remember(request, current);
    sendCached(request, reply, prepared);
  }
}

import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { ActingRequest } from '../access/actor.decorator.js';
import { Allow } from '../access/allow.decorator.js';
import { ROUTES } from '../contract/routes.js';
import { Config } from '../platform/config/config.js';
import { AtTheDoor } from '../platform/http/at-the-door.js';
import { baseUrl } from '../platform/http/base-url.js';
import { sendPrepared } from '../platform/http/prepared.js';
import { type Form, PublishedScheduleService } from './published-schedule.service.js';

/** The schedule as people and their programs read it. */
@Controller()
@Allow('anyone')
export class PublishedScheduleController {
  constructor(
    private readonly published: PublishedScheduleService,
    private readonly door: AtTheDoor,
    private readonly config: Config,
  ) {}

  @Get(ROUTES.schedule)
  @ApiOkResponse({ schema: { $ref: '#/components/schemas/Schedule' } })
  schedule(
    @Param('id') id: string,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(id, 'json', '', request, reply);
  }
  @Get(ROUTES.scheduleIcs)
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  calendar(
    @Param('id') id: string,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(id, 'ics', baseUrl(this.config, request), request, reply);
  }
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
    const { prepared, current } = await this.published.read(request.principal, id, form, base);
    // The others hold the address by which the reader came, which the door does not look at.
    if (base === '') this.door.keep(request, current);
    sendPrepared(request, reply, prepared);
  }
}

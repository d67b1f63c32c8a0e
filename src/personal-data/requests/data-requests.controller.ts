import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Organizer, Principal } from '../../contract/auth.js';
import type { DataRequest } from '../../contract/personal-data.js';
import { ROUTES } from '../../contract/routes.js';
import type { Page } from '../../contract/wire.js';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import {
  DataRequestCloseDto,
  DataRequestDto,
  DataRequestExtendDto,
  DataRequestQueryDto,
} from '../personal-data.dto.js';
import { DataRequestsService } from './data-requests.service.js';

/** The register of requests about personal data. */
@Controller()
@Allow('organizer')
@Parts('closed')
export class DataRequestsController {
  constructor(private readonly requests: DataRequestsService) {}

  /** Lists the requests about personal data, oldest first. Each says by which days to answer and to act. */
  @Get(ROUTES.dataRequests)
  list(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: DataRequestQueryDto,
  ): Promise<Page<DataRequest>> {
    return this.requests.list(actor, id, query);
  }

  /** Adds a request of somebody about their own data. The same request again answers how it stands. */
  @Post(ROUTES.dataRequests)
  @Traces('data-request.added')
  add(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() body: DataRequestDto,
  ): Promise<DataRequest> {
    return this.requests.add(actor, id, body);
  }

  /** Says that the request has been answered: the person knows what will be done. */
  @Post(ROUTES.dataRequestAnswer)
  @Traces('data-request.answered')
  @HttpCode(200)
  answer(@Actor() actor: Organizer, @Param('id') id: string): Promise<DataRequest> {
    return this.requests.answer(actor, id);
  }

  /** Extends the time to act by 15 days. Once, with a reason. */
  @Post(ROUTES.dataRequestExtend)
  @Traces('data-request.extended')
  @HttpCode(200)
  extend(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() { reason }: DataRequestExtendDto,
  ): Promise<DataRequest> {
    return this.requests.extend(actor, id, reason);
  }

  /** Closes the request: done, or refused with a reason. */
  @Post(ROUTES.dataRequestClose)
  @Traces('data-request.closed')
  @HttpCode(200)
  close(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() body: DataRequestCloseDto,
  ): Promise<DataRequest> {
    return this.requests.close(actor, id, body);
  }
}

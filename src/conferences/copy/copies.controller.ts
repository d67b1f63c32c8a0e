import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import type { ConferenceCopy, CopyPreview } from '../../contract/conference-copy.js';
import { ROUTES } from '../../contract/routes.js';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import { Everywhere } from '../../identity/guard/needs.decorator.js';
import { ConferenceCopyDto } from './copies.dto.js';
import { CopiesService } from './copies.service.js';

@Controller()
export class CopiesController {
  constructor(private readonly copies: CopiesService) {}

  /** Counts what of each part of a conference there is to be copied. */
  @Get(ROUTES.copies)
  @Allow('organizer')
  @Parts('closed')
  preview(@Actor() actor: Principal, @Param('id') id: string): Promise<CopyPreview> {
    return this.copies.preview(actor, id);
  }

  /**
   * Begins to copy a conference's parts into a new draft. Ask `GET /copies/:id` until it is done.
   * Attendance, presence, calls, codes and sign-ins are never copied; people get new codes.
   */
  @Post(ROUTES.copies)
  @Traces('conference.copied')
  @Allow('organizer')
  @Parts('closed')
  @Everywhere()
  begin(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: ConferenceCopyDto,
  ): Promise<ConferenceCopy> {
    return this.copies.begin(actor, id, body);
  }

  /** Says how far a copy is. */
  @Get(ROUTES.copy)
  @Allow('organizer')
  @Parts('closed')
  @Everywhere()
  get(@Actor() actor: Principal, @Param('id') id: string): Promise<ConferenceCopy> {
    return this.copies.get(actor, id);
  }
}

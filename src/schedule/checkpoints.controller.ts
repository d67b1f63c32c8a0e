import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Principal } from '../contract/auth.js';
import type { Checkpoint } from '../contract/conference.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { CheckpointCreateDto, CheckpointPatchDto } from './checkpoints.dto.js';
import { CheckpointsService } from './checkpoints.service.js';
import { GuardedByVersion, Versioned } from '../platform/http/versioned.decorator.js';
import { IfMatch } from '../platform/http/if-match.js';

@Controller()
export class CheckpointsController {
  constructor(private readonly checkpoints: CheckpointsService) {}

  /** Lists the checkpoints of a conference, in order of their opening. */
  @Get(ROUTES.checkpoints)
  @Allow('reader', 'coordinator', 'trainee', 'viewer')
  @Parts('watcher')
  list(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() page: PageQueryDto,
  ): Promise<Page<Checkpoint>> {
    return this.checkpoints.list(actor, id, page);
  }

  /** Adds a checkpoint, at which the roll is taken. */
  @Post(ROUTES.checkpoints)
  @Traces('checkpoint.made')
  @Allow('organizer')
  @Parts('closed')
  create(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: CheckpointCreateDto,
  ): Promise<Checkpoint> {
    return this.checkpoints.create(actor, id, body);
  }

  /** Reads a checkpoint. */
  @Get(ROUTES.checkpoint)
  @Versioned()
  @Allow('reader', 'coordinator', 'trainee', 'viewer')
  @Parts('watcher')
  one(@Actor() actor: Principal, @Param('id') id: string): Promise<Checkpoint> {
    return this.checkpoints.visible(actor, id);
  }

  /** Changes a checkpoint. */
  @Patch(ROUTES.checkpoint)
  @Traces('checkpoint.changed')
  @GuardedByVersion()
  @Allow('organizer')
  @Parts('closed')
  change(
    @Param('id') id: string,
    @Body() body: CheckpointPatchDto,
    @IfMatch() ifMatch: string | null,
  ): Promise<Checkpoint> {
    return this.checkpoints.change(id, body, ifMatch);
  }
}

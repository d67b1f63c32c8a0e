import { Controller, Get, Param } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { ConferenceProgress } from '../contract/progress.js';
import { ROUTES } from '../contract/routes.js';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { ProgressService } from './progress.service.js';

@Controller()
export class ProgressController {
  constructor(private readonly progress: ProgressService) {}

  /** Counts how far the preparation of a conference has come. For the checklist of the organizers. */
  @Get(ROUTES.progress)
  @Allow('reader')
  @Parts('watcher')
  of(@Actor() actor: Principal, @Param('id') id: string): Promise<ConferenceProgress> {
    return this.progress.of(actor, id);
  }
}

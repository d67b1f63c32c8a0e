import { Controller, Get, Param } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { BroadcastWindow } from '../contract/broadcast.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { BroadcastService } from './broadcast.service.js';

@Controller()
export class BroadcastController {
  constructor(private readonly broadcast: BroadcastService) {}

  /** Says where the conference is watched. For online trainees when it is time, for consoles all day. */
  @Get(ROUTES.broadcast)
  @Allow('anyone')
  @Parts('watcher')
  async read(@Actor() actor: Principal | undefined, @Param('id') id: string): Promise<Page<BroadcastWindow>> {
    return { items: await this.broadcast.read(actor, id), next: null };
  }
}

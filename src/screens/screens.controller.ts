import { Controller, Get, Param } from '@nestjs/common';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Principal } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import type { Screen } from '../contract/screen.js';
import { ScreensService } from './screens.service.js';

@Controller()
export class ScreensController {
  constructor(private readonly screens: ScreensService) {}

  /** Reads what the second screen of the site's room shows. No name of a person is in it. */
  @Get(ROUTES.siteScreen)
  @Allow('steward', 'coordinator')
  @Parts('watcher')
  ofSite(@Actor() actor: Principal, @Param('id') id: string): Promise<Screen> {
    return this.screens.ofSite(actor, id);
  }
}

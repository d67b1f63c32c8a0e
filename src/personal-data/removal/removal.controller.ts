import { Controller, Delete, HttpCode, Param, Query } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import { ROUTES } from '../../contract/routes.js';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { ConfirmQueryDto } from '../personal-data.dto.js';
import { RemovalService } from './removal.service.js';

/** The end of a conference. */
@Controller()
export class RemovalController {
  constructor(private readonly removal: RemovalService) {}

  /** Deletes a conference with everything in it, after a backup. `confirm` is its address. */
  @Delete(ROUTES.conference)
  @HttpCode(204)
  @Allow('owner')
  @Parts('closed')
  @Traces('conference.removed')
  remove(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() { confirm }: ConfirmQueryDto,
  ): Promise<void> {
    return this.removal.remove(actor, id, confirm);
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import type { Principal } from '../../contract/auth.js';
import type { Joining, Participant } from '../../contract/participant.js';
import { ROUTES } from '../../contract/routes.js';
import { JoinBodyDto } from '../attendance.dto.js';
import { MergingService } from './merging.service.js';

/** Which walk-ins are whom. Named as in the contract, whose operations are called `Joining.…`. */
@Controller()
export class JoiningController {
  constructor(private readonly merging: MergingService) {}

  /** Says with whom a walk-in was joined, or a person with which walk-ins. */
  @Get(ROUTES.join)
  @Allow('steward')
  @Parts('watcher')
  of(@Actor() actor: Principal, @Param('id') id: string): Promise<Joining> {
    return this.merging.find(actor, id);
  }

  /**
   * Joins a walk-in with the person that it is. It counts as that person from now on, with all that was and
   * will be said of either; answers the walk-in.
   */
  @Post(ROUTES.join)
  @Traces('participant.merged')
  @HttpCode(200)
  @Allow('steward')
  @Parts('manager')
  join(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() { participantId }: JoinBodyDto,
  ): Promise<Participant> {
    return this.merging.merge(actor, id, participantId);
  }

  /** Parts a walk-in and a person again. Each gets their own entries back. */
  @Delete(ROUTES.join)
  @Traces('participant.unmerged')
  @HttpCode(204)
  @Allow('steward')
  @Parts('manager')
  part(@Param('id') id: string): Promise<void> {
    return this.merging.unmerge(id);
  }
}

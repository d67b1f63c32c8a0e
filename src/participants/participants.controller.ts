import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Principal } from '../contract/auth.js';
import type { Participant, WalkInsRemoved } from '../contract/participant.js';
import { ROUTES } from '../contract/routes.js';
import { ParticipantCreateDto, ParticipantPatchDto, WalkInsRemoveDto } from './participants.dto.js';
import { ParticipantsService } from './participants.service.js';
import { WalkInsService } from './walk-ins.service.js';
import { GuardedByVersion, Versioned } from '../platform/http/versioned.decorator.js';
import { IfMatch } from '../platform/http/if-match.js';

/** One person at a time; the list, which shows states, lies with attendance. */
@Controller()
export class ParticipantsController {
  constructor(
    private readonly participants: ParticipantsService,
    private readonly walkIns: WalkInsService,
  ) {}

  /** Adds a person to a roster. */
  @Post(ROUTES.participants)
  @Traces('participant.made')
  @Allow('organizer')
  @Parts('manager')
  create(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: ParticipantCreateDto,
  ): Promise<Participant> {
    return this.participants.create(actor, id, body);
  }

  /**
   * Takes walk-ins off that were made by mistake. All of them or, where one is no walk-in, none; the ledger
   * keeps what it holds.
   */
  @Post(ROUTES.participantsRemove)
  @Traces('participant.removed')
  @HttpCode(200)
  @Allow('organizer')
  @Parts('manager')
  removeWalkIns(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() { participantIds }: WalkInsRemoveDto,
  ): Promise<WalkInsRemoved> {
    return this.walkIns.remove(actor, id, participantIds);
  }

  /** Reads a person of a roster. */
  @Get(ROUTES.participant)
  @Versioned()
  @Allow('steward', 'coordinator', 'trainee')
  @Parts('watcher')
  one(@Actor() actor: Principal, @Param('id') id: string): Promise<Participant> {
    return this.participants.visible(actor, id);
  }

  /** Changes a person of a roster. */
  @Patch(ROUTES.participant)
  @Traces('participant.changed')
  @GuardedByVersion()
  @Allow('organizer')
  @Parts('manager')
  change(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: ParticipantPatchDto,
    @IfMatch() ifMatch: string | null,
  ): Promise<Participant> {
    return this.participants.change(actor, id, body, ifMatch);
  }

  /**
   * Takes a person off the roster. Consoles of the site take them off the screen; the ledger keeps what it
   * holds.
   */
  @Delete(ROUTES.participant)
  @Traces('participant.removed')
  @HttpCode(204)
  @Allow('organizer')
  @Parts('manager')
  remove(@Param('id') id: string): Promise<void> {
    return this.participants.remove(id);
  }
}

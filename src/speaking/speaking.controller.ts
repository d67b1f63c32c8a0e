import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Organizer, Principal } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import type { SpeakGate, SpeakQueue, SpeakRequest } from '../contract/speaking.js';
import { SpeakAnswerDto, SpeakBodyDto, SpeakGateDto, SpeakPinDto, SpeakQueryDto } from './speaking.dto.js';
import { SpeakQueueService } from './speak-queue.service.js';
import { SpeakingService } from './speaking.service.js';

type Coordinator = Principal & { kind: 'coordinator' };

@Controller()
export class SpeakingController {
  constructor(
    private readonly queue: SpeakQueueService,
    private readonly speaking: SpeakingService,
  ) {}

  /** Lists the requests to speak, in the order of the queue. A console reads those of its own site. */
  @Get(ROUTES.speakRequests)
  @Allow('steward', 'coordinator')
  @Parts('watcher')
  list(
    @Actor() actor: Organizer | Coordinator,
    @Param('id') id: string,
    @Query() query: SpeakQueryDto,
  ): Promise<SpeakQueue> {
    return this.queue.list(actor, id, query);
  }

  /**
   * Asks to speak. The same request again answers how it stands; another one under its id is refused,
   * `speak.id-reused`. A site has one open request for each session.
   */
  @Post(ROUTES.speakRequests)
  @Allow('steward', 'coordinator')
  @Parts('manager')
  ask(
    @Actor() actor: Organizer | Coordinator,
    @Param('id') id: string,
    @Body() body: SpeakBodyDto,
  ): Promise<SpeakRequest> {
    return this.speaking.ask(actor, id, body);
  }

  /** Opens or closes the queue of the conference, or of one session. Requests that wait stay. */
  @Put(ROUTES.speakGate)
  @Allow('steward')
  @Parts('closed')
  setGate(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() body: SpeakGateDto,
  ): Promise<SpeakGate> {
    return this.queue.setGate(actor, id, body);
  }

  /** Calls the site to speak. Its screens ask whether it is ready, for 60 seconds. */
  @Post(ROUTES.speakCall)
  @HttpCode(200)
  @Allow('steward')
  @Parts('closed')
  call(@Actor() actor: Organizer, @Param('id') id: string): Promise<SpeakRequest> {
    return this.speaking.act(actor, id, 'call');
  }

  /** Says that the called site is ready. */
  @Post(ROUTES.speakReady)
  @HttpCode(200)
  @Allow('steward', 'coordinator')
  @Parts('manager')
  ready(
    @Actor() actor: Organizer | Coordinator,
    @Param('id') id: string,
    @Body() { call }: SpeakAnswerDto,
  ): Promise<SpeakRequest> {
    return this.speaking.act(actor, id, 'ready', call);
  }

  /**
   * Says that the called site cannot speak now. It goes back to its place, once; the second time it leaves
   * the queue. An organizer may put a called site back as often as it takes.
   */
  @Post(ROUTES.speakNotNow)
  @HttpCode(200)
  @Allow('steward', 'coordinator')
  @Parts('manager')
  notNow(
    @Actor() actor: Organizer | Coordinator,
    @Param('id') id: string,
    @Body() { call }: SpeakAnswerDto,
  ): Promise<SpeakRequest> {
    return this.speaking.act(actor, id, 'not-now', call);
  }

  /** Lets the called site speak. Whoever spoke until now is done. */
  @Post(ROUTES.speakStart)
  @HttpCode(200)
  @Allow('steward')
  @Parts('closed')
  start(@Actor() actor: Organizer, @Param('id') id: string): Promise<SpeakRequest> {
    return this.speaking.act(actor, id, 'start');
  }

  /** Says that the site has spoken. */
  @Post(ROUTES.speakEnd)
  @HttpCode(200)
  @Allow('steward')
  @Parts('closed')
  end(@Actor() actor: Organizer, @Param('id') id: string): Promise<SpeakRequest> {
    return this.speaking.act(actor, id, 'end');
  }

  /** Takes a waiting or called request off the queue. */
  @Post(ROUTES.speakSkip)
  @HttpCode(200)
  @Allow('steward')
  @Parts('closed')
  skip(@Actor() actor: Organizer, @Param('id') id: string): Promise<SpeakRequest> {
    return this.speaking.act(actor, id, 'skip');
  }

  /** Takes the site's own request to speak back. */
  @Post(ROUTES.speakWithdraw)
  @HttpCode(200)
  @Allow('coordinator')
  withdraw(@Actor() actor: Coordinator, @Param('id') id: string): Promise<SpeakRequest> {
    return this.speaking.act(actor, id, 'withdraw');
  }

  /** Puts a waiting request first, before another one, or back where it came in. */
  @Post(ROUTES.speakPin)
  @HttpCode(200)
  @Allow('steward')
  @Parts('closed')
  pin(@Actor() actor: Organizer, @Param('id') id: string, @Body() body: SpeakPinDto): Promise<SpeakRequest> {
    return this.speaking.pin(actor, id, body);
  }
}

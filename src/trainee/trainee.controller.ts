import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessService } from '../identity/sign-ins/access.service.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { CallersService } from '../identity/attempts/callers.service.js';
import type { TraineeReply } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import { TakesForm } from '../platform/http/takes-form.decorator.js';
import { TraineeDto } from './trainee.dto.js';
import { TraineeService } from './trainee.service.js';

@Controller()
export class TraineeController {
  constructor(
    private readonly trainees: TraineeService,
    private readonly access: AccessService,
    private readonly callers: CallersService,
  ) {}

  /**
   * Signs a trainee in with their personal code. The answer shows them by initials and unit; the cookie and
   * the token are the same sign-in. Takes the plain form of the trainee's page as well, and sends the
   * browser back to that page then.
   */
  @Post(ROUTES.trainee)
  @TakesForm('code', 201)
  @Allow('anyone')
  async signIn(
    @Body() body: TraineeDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TraineeReply> {
    const { expiresAt, subject, ...signedIn } = await this.trainees.signIn(
      body.code,
      body.conferenceId,
      this.callers.identify('trainee', request),
    );
    this.access.setCookie(reply, signedIn.token, expiresAt);
    this.callers.remember(reply, 'trainee', subject);
    return signedIn;
  }
}

import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessController } from './access.controller.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { AttemptsService } from './attempts.service.js';
import { LastSeen } from './last-seen.js';
import { OrganizersService } from './organizers.service.js';
import { Passwords } from './passwords.js';
import { SetUpService } from './set-up.service.js';

/** Global: whoever opens, ends or recognises a sign-in needs it. */
@Global()
@Module({
  controllers: [AccessController],
  providers: [AccessService, AttemptsService, LastSeen, OrganizersService, Passwords, SetUpService, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [AccessService, AttemptsService, SetUpService],
})
export class AccessModule {}

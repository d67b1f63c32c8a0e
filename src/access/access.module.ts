import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessController } from './access.controller.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { AttemptsService } from './attempts.service.js';
import { CallersService } from './callers.service.js';
import { DistinctPeopleService } from './distinct-people.service.js';
import { LastSeen } from './last-seen.js';
import { OrganizersService } from './organizers.service.js';
import { Passwords } from './passwords.js';
import { SetUpService } from './set-up.service.js';
import { SiteNetworks } from './site-networks.js';

/** Global: whoever opens, ends or recognises a sign-in needs it. */
@Global()
@Module({
  controllers: [AccessController],
  providers: [
    AccessService,
    AttemptsService,
    CallersService,
    DistinctPeopleService,
    LastSeen,
    OrganizersService,
    Passwords,
    SetUpService,
    SiteNetworks,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessService, AttemptsService, CallersService, DistinctPeopleService, SetUpService],
})
export class AccessModule {}

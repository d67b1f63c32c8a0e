import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessController } from './sign-ins/access.controller.js';
import { AccessGuard } from './guard/access.guard.js';
import { AccessService } from './sign-ins/access.service.js';
import { AttemptsService } from './attempts/attempts.service.js';
import { CallersService } from './attempts/callers.service.js';
import { DistinctPeopleService } from './attempts/distinct-people.service.js';
import { LastSeen } from './sign-ins/last-seen.js';
import { OrganizersService } from './accounts/organizers.service.js';
import { Passwords } from './accounts/passwords.js';
import { SetUpService } from './accounts/set-up.service.js';
import { SiteNetworks } from './attempts/site-networks.js';

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
  exports: [
    AccessService,
    AttemptsService,
    CallersService,
    DistinctPeopleService,
    OrganizersService,
    SetUpService,
  ],
})
export class IdentityModule {}

import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessController } from './sign-ins/access.controller.js';
import { AccessGuard } from './guard/access.guard.js';
import { AccessService } from './sign-ins/access.service.js';
import { AttemptsService } from './attempts/attempts.service.js';
import { CallersService } from './attempts/callers.service.js';
import { FailedSignInsService } from './attempts/failed-sign-ins.service.js';
import { DistinctPeopleService } from './attempts/distinct-people.service.js';
import { LastSeen } from './sign-ins/last-seen.js';
import { OrganizersService } from './accounts/organizers.service.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { AccountsService } from './accounts/accounts.service.js';
import { OwnAccountController } from './accounts/own-account.controller.js';
import { OwnAccountService } from './accounts/own-account.service.js';
import { GrantsService } from './grants/grants.service.js';
import { ConferenceOfService } from './guard/conference-of.service.js';
import { WorkingScope } from './guard/working-scope.js';
import { OwnSignInsController } from './sign-ins/own-sign-ins.controller.js';
import { OwnSignInsService } from './sign-ins/own-sign-ins.service.js';
import { SignInCookies } from './sign-ins/sign-in-cookies.js';
import { Passwords } from './accounts/passwords.js';
import { SetUpService } from './accounts/set-up.service.js';
import { AccountStandingService } from './accounts/account-standing.service.js';
import { FlowCookie } from './providers/flow-cookie.js';
import { OpenIdProvider } from './providers/open-id-provider.js';
import { ProviderAccountsService } from './providers/provider-accounts.service.js';
import { ProviderBindingsService } from './providers/provider-bindings.service.js';
import { ProviderRoundTrip } from './providers/provider-round-trip.js';
import { ProviderSignInService } from './providers/provider-sign-in.service.js';
import { ProviderSubjectsRepository } from './providers/provider-subjects.repository.js';
import { ProvidersController } from './providers/providers.controller.js';
import { NoticesService } from './sign-ins/notices.service.js';
import { SiteNetworks } from './attempts/site-networks.js';

/** Global: whoever opens, ends or recognises a sign-in needs it. */
@Global()
@Module({
  controllers: [
    AccessController,
    AccountsController,
    OwnAccountController,
    OwnSignInsController,
    ProvidersController,
  ],
  providers: [
    AccessService,
    AccountStandingService,
    FlowCookie,
    NoticesService,
    OpenIdProvider,
    ProviderAccountsService,
    ProviderBindingsService,
    ProviderRoundTrip,
    ProviderSignInService,
    ProviderSubjectsRepository,
    AccountsRepository,
    AccountsService,
    AttemptsService,
    CallersService,
    ConferenceOfService,
    DistinctPeopleService,
    FailedSignInsService,
    GrantsService,
    LastSeen,
    OrganizersService,
    OwnAccountService,
    OwnSignInsService,
    Passwords,
    SetUpService,
    SignInCookies,
    SiteNetworks,
    WorkingScope,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    AccessService,
    AttemptsService,
    CallersService,
    ConferenceOfService,
    DistinctPeopleService,
    FailedSignInsService,
    GrantsService,
    OrganizersService,
    SetUpService,
  ],
})
export class IdentityModule {}

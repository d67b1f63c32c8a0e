import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Account, AccountInvitation, InvitedAccount } from '../../contract/account.js';
import { ROUTES } from '../../contract/routes.js';
import type { Page } from '../../contract/wire.js';
import { Config } from '../../platform/config/config.js';
import { baseUrl } from '../../platform/http/base-url.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { Allow } from '../guard/allow.decorator.js';
import { Traces } from '../guard/traces.decorator.js';
import { Needs } from '../guard/needs.decorator.js';
import { AccountCreateDto, AccountPatchDto } from './accounts.dto.js';
import { AccountsService } from './accounts.service.js';
import { GuardedByVersion, Versioned } from '../../platform/http/versioned.decorator.js';
import { IfMatch } from '../../platform/http/if-match.js';

@Controller()
@Allow('owner')
@Needs('browser')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly config: Config,
  ) {}

  /** Lists all accounts, in order of their logins. */
  @Get(ROUTES.accounts)
  list(@Query() query: PageQueryDto): Promise<Page<Account>> {
    return this.accounts.list(query);
  }

  /**
   * Makes an account. The answer has the one-time link by which its owner sets the password; it is shown
   * once.
   */
  @Post(ROUTES.accounts)
  @Traces('account.made')
  create(@Body() body: AccountCreateDto, @Req() request: FastifyRequest): Promise<InvitedAccount> {
    return this.accounts.create(body, baseUrl(this.config, request));
  }

  /** Reads an account. */
  @Get(ROUTES.account)
  @Versioned()
  one(@Param('id') id: string): Promise<Account> {
    return this.accounts.get(id);
  }

  /**
   * Changes an account: its name, role, scope, or whether it is disabled. Refused if nobody who may sign in
   * would be an owner any more, `account.last-owner`.
   */
  @Patch(ROUTES.account)
  @GuardedByVersion()
  @Traces('account.changed')
  change(
    @Param('id') id: string,
    @Body() body: AccountPatchDto,
    @IfMatch() ifMatch: string | null,
  ): Promise<Account> {
    return this.accounts.change(id, body, ifMatch);
  }

  /** Makes a new one-time link for the account; the one before ends. */
  @Post(ROUTES.accountInvite)
  @Traces('account.invited')
  @HttpCode(200)
  invite(@Param('id') id: string, @Req() request: FastifyRequest): Promise<AccountInvitation> {
    return this.accounts.invite(id, baseUrl(this.config, request));
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessService } from '../../identity/sign-ins/access.service.js';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import { CallersService } from '../../identity/attempts/callers.service.js';
import type { Device, Pairing, PairReply, Principal, SitePairings } from '../../contract/auth.js';
import { ROUTES } from '../../contract/routes.js';
import type { Page } from '../../contract/wire.js';
import { Config } from '../../platform/config/config.js';
import { baseUrl } from '../../platform/http/base-url.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { DevicesService } from './devices.service.js';
import { PairDto } from './pairing.dto.js';
import { PairingService } from './pairing.service.js';

@Controller()
export class PairingController {
  constructor(
    private readonly pairing: PairingService,
    private readonly devices: DevicesService,
    private readonly access: AccessService,
    private readonly callers: CallersService,
    private readonly config: Config,
  ) {}

  /** Makes a single-use code for one console of the site. */
  @Post(ROUTES.pairings)
  @Traces('pairings.made')
  @Allow('organizer')
  @Parts('manager')
  make(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Pairing> {
    return this.pairing.make(id, baseUrl(this.config, request));
  }

  /** Makes a single-use code for every site, to print. */
  @Post(ROUTES.conferencePairings)
  @Traces('pairings.made')
  @Allow('organizer')
  @Parts('manager')
  makeForAll(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<SitePairings> {
    return this.pairing.makeForAll(actor, id, baseUrl(this.config, request));
  }

  /** Signs a console in with its code, once. The cookie and the token are the same sign-in. */
  @Post(ROUTES.pair)
  @Traces('device.paired')
  @Allow('anyone')
  async pair(
    @Body() body: PairDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PairReply> {
    const { expiresAt, signInId, ...paired } = await this.pairing.pair(
      body.code,
      body.deviceName,
      this.callers.identify('pairing', request),
    );
    this.callers.noteConsole(request, signInId);
    this.access.setCookie(reply, paired.token, expiresAt);
    return paired;
  }

  /** Lists the consoles that are paired with the site. */
  @Get(ROUTES.devices)
  @Allow('organizer')
  @Parts('watcher')
  list(@Param('id') id: string, @Query() page: PageQueryDto): Promise<Page<Device>> {
    return this.devices.ofSite(id, page);
  }

  /** Revokes a console, which is out at once. */
  @Delete(ROUTES.device)
  @Traces('device.revoked')
  @HttpCode(204)
  @Allow('organizer')
  @Parts('manager')
  revoke(@Param('id') id: string): Promise<void> {
    return this.devices.revoke(id);
  }
}

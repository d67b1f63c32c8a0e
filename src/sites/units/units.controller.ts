import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import type { Principal } from '../../contract/auth.js';
import { ROUTES } from '../../contract/routes.js';
import type { FromUnitsReply, Unit } from '../../contract/unit.js';
import type { Page } from '../../contract/wire.js';
import { FromUnitsDto, UnitQueryDto } from './units.dto.js';
import { UnitsService } from './units.service.js';

/** Administrative units as they are since 1 July 2025. */
@Controller()
export class UnitsController {
  constructor(private readonly units: UnitsService) {}

  /**
   * Lists the provinces in order of code, or the units of one. Units are communes, wards and special zones.
   */
  @Get(ROUTES.units)
  @Allow('organizer')
  list(@Query() query: UnitQueryDto): Page<Unit> {
    return this.units.list(query);
  }

  /** Makes sites of all units of a province, in one act. A site that has a unit's code stays as it is. */
  @Post(ROUTES.sitesFromUnits)
  @Traces('sites.imported')
  @HttpCode(200)
  @Allow('organizer')
  @Parts('closed')
  addFrom(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: FromUnitsDto,
  ): Promise<FromUnitsReply> {
    return this.units.addFrom(actor, id, body);
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import type { Principal } from '../../contract/auth.js';
import { ROUTES } from '../../contract/routes.js';
import type { UnitMerge, UnitName } from '../../contract/unit-name.js';
import type { Page } from '../../contract/wire.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { UnitMergeDto } from './unit-names.dto.js';
import { UnitNamesService } from './unit-names.service.js';

/** Units as people name them: one unit is often spelt in several ways. */
@Controller()
export class UnitNamesController {
  constructor(private readonly names: UnitNamesService) {}

  /** Lists the units of the people of a conference, each with its spellings. In order of name. */
  @Get(ROUTES.unitNames)
  @Allow('organizer')
  @Parts('closed')
  list(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() page: PageQueryDto,
  ): Promise<Page<UnitName>> {
    return this.names.list(actor, id, page);
  }

  /**
   * Makes one unit another in everything that is counted by unit. What is stored of people stays as it was
   * written.
   */
  @Post(ROUTES.unitMerges)
  @Traces('unit.merged')
  @Allow('organizer')
  @Parts('closed')
  merge(@Actor() actor: Principal, @Param('id') id: string, @Body() body: UnitMergeDto): Promise<UnitMerge> {
    return this.names.merge(actor, id, body);
  }

  /** Makes two units of them again. */
  @Delete(ROUTES.unitMerge)
  @Traces('unit.unmerged')
  @HttpCode(204)
  @Allow('organizer')
  @Parts('closed')
  unmerge(@Param('id') id: string): Promise<void> {
    return this.names.unmerge(id);
  }
}

import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { DataPolicyReply } from '../contract/data-policy.js';
import { ROUTES } from '../contract/routes.js';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { DataPolicyDto } from './data-policy.dto.js';
import { DataPolicyService } from './data-policy.service.js';

@Controller()
@Allow('organizer')
@Parts('closed')
export class DataPolicyController {
  constructor(private readonly policies: DataPolicyService) {}

  /** Says why the conference keeps people's data, and for how long. `policy` is `null` until it is set. */
  @Get(ROUTES.dataPolicy)
  get(@Actor() actor: Principal, @Param('id') id: string): Promise<DataPolicyReply> {
    return this.policies.get(actor, id);
  }

  /**
   * Replaces why the conference keeps people's data, and for how long. People are told the basis, purpose,
   * controller and contact before they give their name.
   */
  @Put(ROUTES.dataPolicy)
  @Traces('data-policy.changed')
  save(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: DataPolicyDto,
  ): Promise<DataPolicyReply> {
    return this.policies.save(actor, id, body);
  }
}

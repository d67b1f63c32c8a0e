import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Organizer, Principal } from '../../contract/auth.js';
import type { Erasure, PersonData } from '../../contract/personal-data.js';
import { ROUTES } from '../../contract/routes.js';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Traces, TracesReading } from '../../identity/guard/traces.decorator.js';
import { PersonFileService } from '../../reports/person-file.service.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import { ErasureService } from '../erasure/erasure.service.js';
import { EraseDto, PersonDataQueryDto } from '../personal-data.dto.js';
import { PersonDataService } from './person-data.service.js';

/** Shows, hands out and erases what the service holds of one person. */
@Controller()
@Allow('organizer')
@Parts('closed')
export class PersonDataController {
  constructor(
    private readonly data: PersonDataService,
    private readonly files: PersonFileService,
    private readonly erasures: ErasureService,
  ) {}

  /** Answers everything that is held of a person. `mentions` are the texts that an erasure would rewrite. */
  @Get(ROUTES.participantData)
  @TracesReading('participant.data-read')
  read(@Actor() actor: Principal, @Param('id') id: string): Promise<PersonData> {
    return this.data.read(actor, id);
  }

  /** Writes everything that is held of a person as PDF, to hand to them. */
  @Get(ROUTES.participantDataPdf)
  @TracesReading('participant.data-read')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  async pdf(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() { lang }: PersonDataQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { content, mediaType, disposition } = await this.files.pdf(await this.data.read(actor, id), lang);
    void reply
      .header('content-type', mediaType)
      .header('content-disposition', disposition)
      .header('content-security-policy', 'sandbox')
      .send(content);
  }

  /**
   * Erases a person's data; every count stays. Twice is a no-op. A service that starts on a restored backup
   * erases them again.
   */
  @Post(ROUTES.participantErase)
  @Traces('participant.erased')
  @HttpCode(200)
  erase(@Actor() actor: Organizer, @Param('id') id: string, @Body() body: EraseDto): Promise<Erasure> {
    return this.erasures.erase(actor, id, body);
  }
}

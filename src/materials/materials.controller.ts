import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Principal } from '../contract/auth.js';
import type { Material, MaterialDownloads } from '../contract/material.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { MaterialContent } from './material-content.js';
import { MaterialFiles, type Upload } from './material-files.js';
import { ContentQueryDto, MATERIAL_FORM, MaterialFormDto, MaterialPatchDto } from './materials.dto.js';
import { MaterialsService } from './materials.service.js';
import { GuardedByVersion, Versioned } from '../platform/http/versioned.decorator.js';
import { IfMatch } from '../platform/http/if-match.js';

@Controller()
export class MaterialsController {
  constructor(
    private readonly materials: MaterialsService,
    private readonly content: MaterialContent,
    private readonly files: MaterialFiles,
  ) {}

  /** Lists the materials that one may read. */
  @Get(ROUTES.materials)
  @Allow('anyone')
  @Parts('watcher')
  list(
    @Actor() actor: Principal | undefined,
    @Param('id') id: string,
    @Query() query: PageQueryDto,
  ): Promise<Page<Material>> {
    return this.materials.list(actor, id, query);
  }

  /** Adds a material: a file, and who may read it from when on. */
  @Post(ROUTES.materials)
  @Traces('material.made')
  @Allow('organizer')
  @Parts('closed')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: MATERIAL_FORM })
  add(@Actor() actor: Principal, @Param('id') id: string, @Req() request: FastifyRequest): Promise<Material> {
    return this.materials.add(actor, id, this.uploadIn(request));
  }

  /** Reads what is known of a material. */
  @Get(ROUTES.material)
  @Versioned()
  @Allow('anyone')
  @Parts('watcher')
  async get(@Actor() actor: Principal | undefined, @Param('id') id: string): Promise<Material> {
    return (await this.materials.readable(actor, id)).material;
  }

  /** Changes what is known of a material. */
  @Patch(ROUTES.material)
  @Traces('material.changed')
  @GuardedByVersion()
  @Allow('organizer')
  @Parts('closed')
  edit(
    @Param('id') id: string,
    @Body() body: MaterialPatchDto,
    @IfMatch() ifMatch: string | null,
  ): Promise<Material> {
    return this.materials.edit(id, body, ifMatch);
  }

  /** Removes a material with all its versions. */
  @Delete(ROUTES.material)
  @Traces('material.removed')
  @Allow('organizer')
  @Parts('closed')
  @HttpCode(204)
  remove(@Param('id') id: string): Promise<void> {
    return this.materials.remove(id);
  }

  /** Adds a newer file to a material. The older ones stay for organizers. */
  @Post(ROUTES.materialVersions)
  @Traces('material.version-added')
  @Allow('organizer')
  @Parts('closed')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: MATERIAL_FORM })
  addVersion(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Material> {
    return this.materials.addVersion(id, this.uploadIn(request));
  }

  /** Sends the file of a material. `ETag`, `Last-Modified`, `Range` and `If-Range` are kept. */
  @Get(ROUTES.materialContent)
  @ApiOkResponse({
    description: 'The file, as its own media type',
    content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
  })
  @Allow('anyone')
  @Parts('watcher')
  send(
    @Actor() actor: Principal | undefined,
    @Param('id') id: string,
    @Query() { version }: ContentQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.content.send(actor, id, version, request, reply);
  }

  /** Counts the downloads of a material, by site. */
  @Get(ROUTES.materialDownloads)
  @Allow('organizer')
  @Parts('closed')
  downloads(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: PageQueryDto,
  ): Promise<Page<MaterialDownloads>> {
    return this.content.downloads(actor, id, query);
  }

  private uploadIn(request: FastifyRequest): () => Promise<Upload<MaterialFormDto>> {
    return () => this.files.receive(request, MaterialFormDto);
  }
}

import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../contract/auth.js';
import type { MaterialDownloads } from '../contract/material.js';
import type { Id, Page, PageQuery } from '../contract/wire.js';
import { sendFile } from '../platform/files/send-file.js';
import { DownloadTally } from './download-tally.js';
import { MaterialFiles } from './material-files.js';
import { MaterialsService } from './materials.service.js';

/** Hands out the files themselves. */
@Injectable()
export class MaterialContent {
  constructor(
    private readonly materials: MaterialsService,
    private readonly files: MaterialFiles,
    private readonly tally: DownloadTally,
  ) {}

  /** @throws Problem material.not-found, material.range-invalid */
  async send(
    actor: Principal | undefined,
    id: Id,
    version: number | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { material, storedAs, storedAt } = await this.materials.readable(actor, id, version);
    const isWhole = await sendFile(request, reply, {
      path: this.files.pathOf(storedAs),
      size: material.size,
      mediaType: material.mediaType,
      fileName: material.fileName,
      etag: `"${material.sha256}"`,
      lastModified: new Date(storedAt),
      // May be kept, is asked for each time: a release can be taken back.
      cacheControl: material.audience === 'public' ? 'no-cache' : 'private, no-cache',
      outOfRange: 'material.range-invalid',
    });
    if (isWhole) this.tally.count(actor, material);
  }

  /** @throws Problem material.not-found, request.invalid */
  async downloads(actor: Principal, id: Id, query: PageQuery): Promise<Page<MaterialDownloads>> {
    const { material } = await this.materials.readable(actor, id);
    return this.tally.list(material.id, query);
  }
}

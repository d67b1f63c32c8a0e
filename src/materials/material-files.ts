import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { MATERIAL_EXTENSIONS } from '../contract/material.js';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import { FileFolder, type ReceivedFile } from '../platform/files/file-folder.js';
import { forgetForm, understoodForm } from '../platform/http/broken-form.js';
import { Problem } from '../platform/http/problem.js';
import { validationPipe } from '../platform/http/validation.js';
import { cleanFileName, type FileType, fileTypeOf } from './file-type.rules.js';
import { countOf } from '../platform/log/count-of.js';
import { shortened } from '../contract/shortened.js';

const SIZE_LIMIT = 500 * 1024 * 1024;

export interface UploadedFile extends ReceivedFile {
  fileName: string;
  mediaType: string;
}
export interface Upload<T> {
  file: UploadedFile;
  fields: T;
}

/** The materials' contents in DATA_DIR/materials. */
@Injectable()
export class MaterialFiles implements OnModuleInit {
  private readonly log = new Logger(MaterialFiles.name);
  private readonly folder: FileFolder;

  constructor(
    config: Config,
    private readonly reader: Reader,
  ) {
    this.folder = new FileFolder(join(config.dataDir, 'materials'));
  }
  async onModuleInit(): Promise<void> {
    await this.folder.open();
    await this.sweep();
  }
  pathOf(storedAs: string): string {
    return this.folder.pathOf(storedAs);
  }
  /** The same content under another name: either may be removed. */
  duplicate(storedAs: string): Promise<string> {
    return this.folder.duplicate(storedAs);
  }
  remove(storedAs: string): Promise<void> {
    return this.folder.remove(storedAs);
  }

  /**
   * Takes the `file` of a multipart request to disk while it arrives, and the fields around it. The file is
   * the caller's to remove if it finds no row.
   * @throws Problem material.*, request.*; nothing stays on disk then
   */
  async receive<T>(request: FastifyRequest, form: new () => T): Promise<Upload<T>> {
    if (!request.isMultipart())
      throw new Problem('request.media-type', 'Send the file as multipart/form-data, in the field file');
    const fields: Record<string, unknown> = {};
    let file: UploadedFile | null = null;
    try {
      for await (const part of request.parts()) {
        if (part.type === 'field') fields[part.fieldname] = part.value;
        else file = await this.receivePart(part);
      }
      if (!file) throw new Problem('material.file-missing');
      return {
        file,
        fields: (await validationPipe.transform(fields, { type: 'body', metatype: form })) as T,
      };
    } catch (fault) {
      if (file) await this.remove(file.name);
      forgetForm(request);
      throw understoodForm(fault);
    }
  }

  /**
   * Removes files that no row names: the power went between a file and its row, or between a removal's
   * commit and the file. Before the service listens, so that no upload is under way. Where no row names
   * any of them the database is another one than theirs, started by mistake or before its own was
   * restored: then all of them stay.
   */
  private async sweep(): Promise<void> {
    const onDisk = await this.folder.names();
    const rows = await this.reader.query<{ storedAs: string }>('SELECT "storedAs" FROM "material_version"');
    const named = new Set(rows.map(({ storedAs }) => storedAs));
    const left = onDisk.filter((name) => !named.has(name));
    if (left.length === 0) return;
    if (left.length === onDisk.length)
      return this.log.warn(
        `${countOf(left.length, 'file')} of materials without a row in this database: not removed`,
      );
    await Promise.all(left.map((name) => this.remove(name)));
    this.log.log(`removed ${countOf(left.length, 'file')} of materials without a row in this database`);
  }

  private async receivePart(part: MultipartFile): Promise<UploadedFile> {
    if (part.fieldname !== 'file')
      throw new Problem(
        'material.file-missing',
        `The file is expected in the field file, not ${shortened(part.fieldname, 50)}`,
      );
    const fileName = cleanFileName(part.filename ?? '');
    const type = fileTypeOf(fileName);
    if (!type) throw refusedType();
    const received = await this.folder.receive(part.file, {
      limit: SIZE_LIMIT,
      tooLarge: () => new Problem('material.too-large'),
      judge: (head) => judge(head, type),
    });
    return { ...received, fileName, mediaType: type.mediaType };
  }
}

function judge(head: Buffer, type: FileType): void {
  if (head.length === 0) throw new Problem('material.empty');
  if (!type.fits(head)) throw refusedType();
}

const refusedType = (): Problem =>
  new Problem(
    'material.type-refused',
    `Taken are ${MATERIAL_EXTENSIONS.join(', ')}, and what is inside must be what the name says`,
  );

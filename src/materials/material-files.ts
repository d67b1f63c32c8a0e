import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { Config } from '../platform/config/config.js';
import { FileFolder, type ReceivedFile } from '../platform/files/file-folder.js';
import { understoodForm } from '../platform/http/broken-form.js';
import { Problem } from '../platform/http/problem.js';
import { validationPipe } from '../platform/http/validation.js';
import { cleanFileName, type FileType, fileTypeOf, TAKEN_EXTENSIONS } from './file-type.rules.js';

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
  private readonly folder: FileFolder;

  constructor(config: Config) {
    this.folder = new FileFolder(join(config.dataDir, 'materials'));
  }
  onModuleInit(): Promise<void> {
    return this.folder.open();
  }
  pathOf(storedAs: string): string {
    return this.folder.pathOf(storedAs);
  }
  remove(storedAs: string): Promise<void> {
    return this.folder.remove(storedAs);
  }

  /**
   * Takes the `file` of a multipart request to disk while it arrives, and the fields around it. The file is the caller's to
   * remove if it finds no row. @throws Problem material.*, request.*; nothing stays on disk then
   */
  async receive<T>(request: FastifyRequest, form: new () => T): Promise<Upload<T>> {
    if (!request.isMultipart()) throw new Problem('request.media-type', 'Send the file as multipart/form-data, in the field file');
    const fields: Record<string, unknown> = {};
    let file: UploadedFile | null = null;
    try {
      for await (const part of request.parts()) {
        if (part.type === 'field') fields[part.fieldname] = part.value;
        else file = await this.take(part);
      }
      if (!file) throw new Problem('material.file-missing');
      return { file, fields: (await validationPipe.transform(fields, { type: 'body', metatype: form })) as T };
    } catch (fault) {
      if (file) await this.remove(file.name);
      // What still arrives of a refused upload is read and forgotten, so that the answer can be heard.
      request.raw.resume();
      throw understoodForm(fault);
    }
  }

  private async take(part: MultipartFile): Promise<UploadedFile> {
    if (part.fieldname !== 'file') throw new Problem('material.file-missing', `The file is expected in the field file, not ${part.fieldname.slice(0, 50)}`);
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
  new Problem('material.type-refused', `Taken are ${TAKEN_EXTENSIONS.join(', ')}, and what is inside must be what the name says`);

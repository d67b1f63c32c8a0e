import type { FastifyRequest } from 'fastify';
import { forgetForm, understoodForm } from '../http/broken-form.js';
import { Problem } from '../http/problem.js';
import { SHEET_LIMITS } from './sheets.js';

/** The bytes of the request's `file`. @throws Problem request.media-type, request.invalid, import.file-missing, import.file-too-large */
export async function uploadedFile(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart())
    throw new Problem('request.media-type', 'Send the file as multipart/form-data, in the field file');
  try {
    const file = await request.file({ limits: { fileSize: SHEET_LIMITS.bytes } });
    if (!file) throw new Problem('import.file-missing');
    const bytes = await file.toBuffer();
    // The plugin may be set to cut a file instead of throwing.
    if (file.file.truncated) throw new Problem('import.file-too-large');
    if (file.fieldname !== 'file') throw new Problem('import.file-missing');
    return bytes;
  } catch (fault) {
    forgetForm(request);
    throw (fault as { statusCode?: number }).statusCode === 413
      ? new Problem('import.file-too-large')
      : understoodForm(fault);
  }
}

import type { FastifyRequest } from 'fastify';
import type { Id } from '../../contract/wire.js';
import { forgetForm, understoodForm } from '../http/broken-form.js';
import { Problem } from '../http/problem.js';
import type { ColumnMapping } from './columns.rules.js';
import { SHEET_LIMITS } from './sheets.js';

/** The fields of an import's form beside its file; see `ImportReport`. */
export interface UploadedTable {
  bytes: Buffer;
  mapping: ColumnMapping | null;
  /** Ids for texts of the file that name nothing: text to id. */
  choices: Readonly<Record<string, Id>>;
}

const LONGEST_FIELD = 256 * 1024;

/** The form in OpenAPI. */
export const IMPORT_FORM = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: {
      file: { type: 'string', format: 'binary' },
      mapping: {
        type: 'string',
        maxLength: LONGEST_FIELD,
        description: 'JSON object: key of a column to a field, or null for a column not used',
      },
      choices: {
        type: 'string',
        maxLength: LONGEST_FIELD,
        description: 'JSON object: a text that names no site to the id of the site that it means',
      },
    },
  },
};

const MOST_ENTRIES = 5_000;

/**
 * The request's `file`, and what it says of its columns.
 * @throws Problem request.media-type, request.invalid, import.file-missing, import.file-too-large
 */
export async function uploadedTable(request: FastifyRequest): Promise<UploadedTable> {
  if (!request.isMultipart())
    throw new Problem('request.media-type', 'Send the file as multipart/form-data, in the field file');
  const limits = { fileSize: SHEET_LIMITS.bytes, files: 1, fields: 4, fieldSize: LONGEST_FIELD };
  let bytes: Buffer | null = null;
  const fields = new Map<string, unknown>();
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') {
        if (part.valueTruncated) throw new Problem('request.too-large');
        fields.set(part.fieldname, part.value);
      } else {
        if (part.fieldname !== 'file') throw new Problem('import.file-missing');
        bytes = await part.toBuffer();
        // The plugin may be set to cut a file instead of throwing.
        if (part.file.truncated) throw new Problem('import.file-too-large');
      }
    }
  } catch (fault) {
    forgetForm(request);
    throw (fault as { statusCode?: number }).statusCode === 413 && !(fault instanceof Problem)
      ? new Problem('import.file-too-large')
      : understoodForm(fault);
  }
  if (!bytes) throw new Problem('import.file-missing');
  const mapping = fields.has('mapping') ? choicesIn(fields.get('mapping'), 'mapping', true) : null;
  const choices = fields.has('choices') ? choicesIn(fields.get('choices'), 'choices', false) : {};
  return { bytes, mapping, choices: choices as Record<string, Id> };
}

/** A JSON object of texts. @throws Problem request.invalid */
function choicesIn(text: unknown, path: string, mayBeNull: boolean): Record<string, string | null> {
  const invalid = (): Problem => {
    const message = `${path} must be a JSON object of texts${mayBeNull ? ' and nulls' : ''}`;
    return new Problem('request.invalid', message, { errors: [{ path, code: 'isObject', message }] });
  };
  let value: unknown;
  try {
    value = JSON.parse(String(text));
  } catch {
    throw invalid();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid();
  const entries = Object.entries(value);
  const isSound = entries.every(
    ([, one]) => (typeof one === 'string' && one.length <= 200) || (mayBeNull && one === null),
  );
  if (!isSound || entries.length > MOST_ENTRIES) throw invalid();
  // Without a prototype: a column may be headed `constructor`.
  return Object.assign(Object.create(null) as Record<string, string | null>, Object.fromEntries(entries));
}

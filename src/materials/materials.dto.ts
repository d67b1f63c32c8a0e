import { Transform } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import { type Audience, AUDIENCES, type MaterialPatch } from '../contract/material.js';
import {
  AnId,
  IfPresent,
  LARGEST_INTEGER,
  Line,
  Moment,
  QueryNumber,
} from '../platform/http/field.decorator.js';

/** A form cannot say null: an empty field means none. */
const EmptyIsNone = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === '' ? null : value));

export class MaterialPatchDto implements MaterialPatch {
  @IfPresent()
  @Line(300)
  title?: string;
  @IsOptional()
  @AnId('sessionId must be the id of a session')
  sessionId?: string | null;
  @IfPresent()
  @IsIn(AUDIENCES)
  audience?: Audience;
  @IsOptional()
  @Moment()
  releaseAt?: string | null;
}

/** The fields that may stand beside `file` in an upload. */
export class MaterialFormDto implements MaterialPatch {
  @IsOptional()
  @EmptyIsNone()
  @Line(300)
  title?: string;
  @EmptyIsNone()
  @IsOptional()
  @AnId('sessionId must be the id of a session')
  sessionId?: string | null;
  @IfPresent()
  @IsIn(AUDIENCES)
  audience?: Audience;
  @EmptyIsNone()
  @IsOptional()
  @Moment()
  releaseAt?: string | null;
}

/** The same with the file, for OpenAPI: a form is read while it arrives, past what writes the document. */
export const MATERIAL_FORM = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', format: 'binary' },
    title: { type: 'string', maxLength: 300 },
    sessionId: { type: 'string', format: 'uuid' },
    audience: { type: 'string', enum: [...AUDIENCES] },
    releaseAt: { type: 'string', format: 'date-time' },
  },
};

export class ContentQueryDto {
  /** An older content, for organizers; the newest when absent. */
  @IsOptional()
  @QueryNumber(1, LARGEST_INTEGER)
  version?: number;
}

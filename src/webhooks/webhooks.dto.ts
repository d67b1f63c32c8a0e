import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Length,
} from 'class-validator';
import {
  WEBHOOK_EVENTS,
  WEBHOOK_NAME_LENGTH,
  WEBHOOK_URL_LENGTH,
  type WebhookCreate,
  type WebhookEvent,
  type WebhookPatch,
} from '../contract/webhook.js';
import { AnId, IfPresent, Line } from '../platform/http/field.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';

const Events = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { type: 'string', enum: [...WEBHOOK_EVENTS] },
    }),
    IfPresent(),
    IsArray(),
    ArrayMinSize(1),
    ArrayUnique(),
    IsIn(WEBHOOK_EVENTS, { each: true }),
  );
/** Judged by the service, which says what is wrong with it. */
const Address = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'uri', minLength: 1, maxLength: WEBHOOK_URL_LENGTH }),
    IsString(),
    Length(1, WEBHOOK_URL_LENGTH),
  );

export class WebhookCreateDto implements WebhookCreate {
  /** Absent or null: all conferences, for owners. */
  @IsOptional()
  @AnId()
  conferenceId?: string | null;
  @Line(WEBHOOK_NAME_LENGTH)
  name: string;
  /** https, in the open network (422 `webhook.url-invalid`, `webhook.url-private`). */
  @Address()
  url: string;
  /** Absent: all. */
  @Events()
  events?: WebhookEvent[];
}

export class WebhookPatchDto implements WebhookPatch {
  @IfPresent()
  @Line(WEBHOOK_NAME_LENGTH)
  name?: string;
  @IfPresent()
  @Address()
  url?: string;
  @Events()
  events?: WebhookEvent[];
  /** Waiting deliveries are sent once it is on again. */
  @IfPresent()
  @IsBoolean()
  enabled?: boolean;
}

export class WebhooksQueryDto extends PageQueryDto {
  /** Only webhooks that are told of this conference. */
  @IfPresent()
  @AnId()
  conferenceId?: string;
}

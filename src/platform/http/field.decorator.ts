import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { cleanText } from '../../contract/clean-text.js';
import { isHttpsLink, LINK_LENGTH } from '../../contract/https-link.js';
import { isPhone, PHONE_LENGTH } from '../../contract/phone.js';
import { OneLine, OptionalLine } from './one-line.decorator.js';

/*
 * Each decorator documents its check, because the compiler reads rules of class-validator only at the field
 * itself.
 */

/**
 * ISO 8601 with a zone: `2026-11-22T08:00:00+07:00`, `2026-11-22T01:00:00Z`. Without one it would mean
 * another moment on every machine.
 */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
export const UTC = /^(?!9999)(?:19|[2-9]\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * A field that may be absent, but when it is there must hold what its rules say: unlike
 * `IsOptional`, null is not let through.
 */
export const IfPresent = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

/** One line of text, 1 … `max` characters once cleaned by `OneLine`. */
export const Line = (max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 1, maxLength: max }),
    OneLine(),
    Length(1, max, { message: `$property must be a text of 1 to ${max} characters` }),
  );

/**
 * The id of a thing, whoever made it: a UUID, kept in lower case so that it
 * is the same however it is written.
 */
export const AnId = (message = '$property must be a UUID'): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'uuid' }),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    IsUUID('all', { message }),
  );

/** As `AnId`, of each in a list. */
export const Ids = (max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: max }),
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value)
        ? value.map((one: unknown) => (typeof one === 'string' ? one.toLowerCase() : one))
        : value,
    ),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(max),
    IsUUID('all', { each: true, message: 'each of $property must be a UUID' }),
  );

/**
 * Text of several lines, at most `max` characters: cleaned, no control characters but line breaks and tabs.
 */
export const Prose = (max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ maxLength: max }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? cleanText(value).replace(/\r\n?/g, '\n').trim() : value,
    ),
    Length(0, max, { message: `$property must be a text of at most ${max} characters` }),
    Matches(/^(?:\P{Cc}|[\n\t])*$/u, { message: '$property must not hold control characters' }),
  );

/** The address of a page of another service: https, without a login in it. An empty text counts as none. */
export const HttpsLink = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'uri', maxLength: LINK_LENGTH }),
    OptionalLine(),
    ValidateBy(
      {
        name: 'httpsLink',
        validator: {
          validate: (value: unknown) => value === null || (typeof value === 'string' && isHttpsLink(value)),
        },
      },
      { message: '$property must be an https address without a login in it' },
    ),
  );

/** One telephone number. An empty one counts as none (null), which `IsOptional` lets through. */
export const Phone = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ maxLength: PHONE_LENGTH }),
    OptionalLine(),
    ValidateBy(
      {
        name: 'phone',
        validator: {
          validate: (value: unknown) => typeof value === 'string' && isPhone(value),
        },
      },
      { message: '$property must be a telephone number' },
    ),
  );

/** The largest value of a column of four bytes: `integer` on PostgreSQL. */
export const LARGEST_INTEGER = 2_147_483_647;

const isDigits = (value: unknown): boolean => typeof value === 'string' && /^\d{1,16}$/.test(value);

/**
 * A whole number of a query from `min` to `max`, in digits alone. Every number
 * for the database has both bounds.
 */
export const QueryNumber = (min: number, max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'integer', minimum: min, maximum: max }),
    Transform(({ value }: { value: unknown }) => (isDigits(value) ? Number(value) : value)),
    IsInt(),
    Min(min),
    Max(max),
  );

/**
 * A moment from 1900 to 9998, since no zone may print year 0 or 10000; arrives in any zone, is kept as UTC.
 */
export const Moment = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'date-time' }),
    Transform(({ value }: { value: unknown }) => instantOf(value)),
    Matches(UTC, {
      message: '$property must be a moment as ISO 8601 with a zone, for example 2026-11-22T01:00:00.000Z',
    }),
  );

/** Leaves an invalid time as it is, so that the rule can name it. */
export function instantOf(value: unknown): unknown {
  if (typeof value !== 'string' || !ISO.test(value)) return value;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) || !isRealDay(value) ? value : at.toISOString();
}

/** `Date` takes 30 February for 2 March. */
function isRealDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

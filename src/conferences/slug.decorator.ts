import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Length, Matches } from 'class-validator';

const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])$/;
const RULE = { message: 'slug must be 2 to 60 of a-z, 0-9 and -, with none of the - at its ends' };
/** It stands in the place of an id, and must not look like one. */
const NOT_AN_ID = /^(?!.*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$)/;

/** The short address of a conference: 2 to 60 of `a-z 0-9 -`. */
export const Slug = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 2, maxLength: 60 }),
    Length(2, 60, RULE),
    Matches(SLUG, RULE),
    Matches(NOT_AN_ID, { message: 'slug must not look like an id' }),
  );

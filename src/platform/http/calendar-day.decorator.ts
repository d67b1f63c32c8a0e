import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';

/** A day of the years 1900 to 9998. `2026-02-29` looks like a day and is none. */
export function isDay(text: unknown): boolean {
  if (typeof text !== 'string' || !/^(?!9999)(?:19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** A day of the calendar, without a time: `2026-11-22`. */
export const CalendarDay = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'date' }),
    ValidateBy({
      name: 'isDay',
      validator: {
        validate: isDay,
        defaultMessage: (at) => `${at?.property} must be a day of the calendar, for example 2026-11-22`,
      },
    }),
  );

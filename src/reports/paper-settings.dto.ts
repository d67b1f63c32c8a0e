import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, Length } from 'class-validator';
import { Transform } from 'class-transformer';
import { oneLine } from '../contract/clean-text.js';
import { type PaperSettingsBody, RECIPIENT_LIMIT, SIGN_FORMS, type SignForm } from '../contract/paper.js';
import { IfPresent, Line } from '../platform/http/field.decorator.js';
import { OptionalLine } from '../platform/http/one-line.decorator.js';
import { CalendarDay } from '../platform/http/calendar-day.decorator.js';

/** Empty or `null`: none. */
const OptionalLineOf = (max: number): PropertyDecorator =>
  applyDecorators(OptionalLine(), IsOptional(), Line(max));

/** Fields that are left out, null or empty become blank lines. */
export class PaperSettingsDto implements PaperSettingsBody {
  /** Upper case is not forced. */
  @OptionalLineOf(300)
  superiorBody?: string | null;
  @OptionalLineOf(300)
  issuingBody?: string | null;
  /** After the number and a slash: `BC-SKHCN`. */
  @OptionalLineOf(60)
  sign?: string | null;
  @OptionalLineOf(20)
  number?: string | null;
  @IsOptional()
  @CalendarDay()
  date?: string | null;
  @OptionalLineOf(100)
  place?: string | null;
  @IfPresent()
  @IsIn(SIGN_FORMS)
  signForm?: SignForm;
  @OptionalLineOf(200)
  signedFor?: string | null;
  @OptionalLineOf(200)
  signerTitle?: string | null;
  @OptionalLineOf(200)
  signerName?: string | null;
  @ApiProperty({
    type: 'array',
    maxItems: RECIPIENT_LIMIT,
    items: { type: 'string', minLength: 1, maxLength: 200 },
  })
  @IfPresent()
  @Transform(({ value }: { value: unknown }) =>
    Array.isArray(value)
      ? value
          .map((one: unknown) => (typeof one === 'string' ? oneLine(one) : one))
          .filter((one) => one !== '')
      : value,
  )
  @IsArray()
  @ArrayMaxSize(RECIPIENT_LIMIT)
  @Length(1, 200, { each: true, message: 'each of $property must be a text of 1 to 200 characters' })
  recipients?: string[];
}

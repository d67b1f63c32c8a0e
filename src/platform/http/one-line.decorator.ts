import { Transform } from 'class-transformer';
import { oneLine } from '../../contract/clean-text.js';

/** A name or other single line as people type it, cleaned. Other types are left for the validator. */
export const OneLine = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? oneLine(value) : value));

/** As `OneLine`, and an empty one counts as none (null). */
export const OptionalLine = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? oneLine(value) || null : value));

import { Transform } from 'class-transformer';

/** Control characters go too: PostgreSQL takes no NUL, and no screen shows the others. */
export const oneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\u200b\ufeff]+/gu, ' ')
    .trim();

/** A name or other single line as people type it: composed (NFC), without stray blanks. Other types are left for the validator. */
export const OneLine = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? oneLine(value) : value));

/** As `OneLine`, and an empty one counts as none (null). */
export const OptionalLine = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? oneLine(value) || null : value));

import { ValidateBy } from 'class-validator';

/** A finite number, or a text of at most `max` characters. */
export const IsFigure = (max: number): PropertyDecorator =>
  ValidateBy({
    name: 'isFigure',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && value.length <= max,
      defaultMessage: () => `value must be a number or a text of at most ${max} characters`,
    },
  });

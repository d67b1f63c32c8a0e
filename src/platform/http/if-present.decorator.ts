import { ValidateIf } from 'class-validator';

/** For a field that may be left out but, when sent, may not be null. */
export const IfPresent = (): PropertyDecorator => ValidateIf((_: object, value: unknown) => value !== undefined);

import { type ArgumentMetadata, ValidationPipe, type ValidationError } from '@nestjs/common';
import type { ProblemItem } from '../../contract/problem.js';
import { Problem } from './problem.js';

/** class-validator's rule names as codes: `isUuid` → `field.is-uuid`. */
const codeOf = (rule: string): string =>
  `field.${rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

export function validationItems(faults: ValidationError[], above = ''): ProblemItem[] {
  return faults.flatMap((fault) => {
    const path = above ? `${above}.${fault.property}` : fault.property;
    const own = Object.entries(fault.constraints ?? {}).map(([rule, message]) => ({
      path,
      code: rule === 'whitelistValidation' ? 'field.unknown' : codeOf(rule),
      message,
    }));
    return [...own, ...validationItems(fault.children ?? [], path)];
  });
}

/** Deeper than any valid body. The converter follows a body down until the stack ends. */
const DEEPEST = 32;
const HALF_CHARACTER = /\p{Cs}/u;
const HALVED = 'A text holds half a character (a lone surrogate)';
const TOO_DEEP = `The body is nested more than ${DEEPEST} levels deep`;

/** Finds text that no field can hold, else `null`. A database changes half a surrogate pair. */
function faultIn(value: unknown, levels = DEEPEST): string | null {
  if (typeof value === 'string') return HALF_CHARACTER.test(value) ? HALVED : null;
  if (typeof value !== 'object' || value === null) return null;
  if (levels === 0) return TOO_DEEP;
  for (const inner of Object.values(value)) {
    const fault = faultIn(inner, levels - 1);
    if (fault !== null) return fault;
  }
  return null;
}

class StorableValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const fault = this.toValidate(metadata) ? faultIn(value) : null;
    if (fault !== null) return Promise.reject(new Problem('request.invalid', fault));
    return super.transform(value, metadata);
  }
}

/** Every DTO goes through this: unknown fields are refused, texts of a query become what the DTO says. */
export const validationPipe = new StorableValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  validationError: { target: false, value: false },
  exceptionFactory: (faults) => {
    const errors = validationItems(faults);
    return new Problem(
      'request.invalid',
      errors
        .map((item) => item.message)
        .slice(0, 3)
        .join('; '),
      { errors },
    );
  },
});

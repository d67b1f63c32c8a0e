import { type ArgumentMetadata, ValidationPipe, type ValidationError } from '@nestjs/common';
import type { ProblemItem } from '../../contract/problem.js';
import { Problem } from './problem.js';

/** class-validator's rule names as codes: `isUuid` → `field.is-uuid`. */
const codeOf = (rule: string): string => `field.${rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

export function validationItems(faults: ValidationError[], above = ''): ProblemItem[] {
  return faults.flatMap((fault) => {
    const path = above ? `${above}.${fault.property}` : fault.property;
    const own = Object.entries(fault.constraints ?? {}).map(([rule, message]) => ({ path, code: rule === 'whitelistValidation' ? 'field.unknown' : codeOf(rule), message }));
    return [...own, ...validationItems(fault.children ?? [], path)];
  });
}

/** Deeper than any body of ours. What converts bodies follows them down until the stack ends. */
const DEEPEST = 32;
const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

class ShallowValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (this.toValidate(metadata) && isDeeper(value, DEEPEST)) return Promise.reject(new Problem('request.invalid', `The body is nested more than ${DEEPEST} levels deep`));
    return super.transform(value, metadata);
  }
}

/** Every DTO goes through this: unknown fields are refused, texts of a query become what the DTO says. */
export const validationPipe = new ShallowValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  validationError: { target: false, value: false },
  exceptionFactory: (faults) => {
    const errors = validationItems(faults);
    return new Problem('request.invalid', errors.map((item) => item.message).slice(0, 3).join('; '), { errors });
  },
});

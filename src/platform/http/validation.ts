import { ValidationPipe, type ValidationError } from '@nestjs/common';
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

/** Every DTO goes through this: unknown fields are refused, texts of a query become what the DTO says. */
export const validationPipe = new ValidationPipe({
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

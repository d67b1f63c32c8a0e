import { randomBytes } from 'node:crypto';
import { PERSONAL_CODE_LENGTH, personalCode } from '../contract/personal-code.js';

/** A personal code of our own making. */
export const newCode = (): string => personalCode(randomBytes(PERSONAL_CODE_LENGTH));

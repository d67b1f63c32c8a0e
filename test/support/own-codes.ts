import { checkCharacter, PERSONAL_CODE_LENGTH } from '../../src/contract/personal-code.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The same codes of our form each time, with every letter, digit and check
 * character (`*~$=U` too) among them.
 */
export function ownCodes(count: number): string[] {
  let state = 20_261_129;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 27;
  };
  return Array.from({ length: count }, () => {
    const body = Array.from({ length: PERSONAL_CODE_LENGTH }, () => ALPHABET[next()]).join('');
    return body + checkCharacter(body);
  });
}

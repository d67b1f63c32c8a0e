import { cleanText } from './clean-text.js';
import { isSoundAsItStands, normalizedCode, PERSONAL_CODE_LENGTH } from './personal-code.js';
import { swallowedKeys, typedKeys } from './vietnamese-input.js';

/**
 * Codes of ours have a check character, so chance alone finds none; of an office's
 * codes only so many are looked up.
 */
const MOST_SOUND = 64;
const MOST_UNSOUND = 16;
/** A code of an office has 40 characters at most; no text of words is one. */
const LONGEST_CODE = 40;

/**
 * Answers which personal codes a text may say that was typed, scanned or pasted, each as
 * `normalizedCode` has it: the text itself first, then what Vietnamese input may have made it of, then
 * codes of ours with `O` for `0`, `I` or `L` for `1`, or marks around them. One rule for the console,
 * the trainee's form and the service.
 */
export function codeReadings(text: string): string[] {
  const own = normalizedCode(text);
  if (own.length > LONGEST_CODE) return [own];
  const typed = typedKeys(own).map(normalizedCode);
  const bare = barely(text);
  const others = bare.flatMap((one) => [one, ...typedKeys(one)]);
  const sound = [...new Set([own, ...typed, ...others].flatMap((one) => [one, unconfused(one)]))].filter(
    isSoundAsItStands,
  );
  const unsound = [...new Set([own, ...typed, ...others])].filter(
    (one) => one !== '' && !isSoundAsItStands(one),
  );
  const first = own === '' || isSoundAsItStands(own) ? [] : [own];
  return [...new Set([...first, ...sound.slice(0, MOST_SOUND), ...unsound.slice(0, MOST_UNSOUND)])];
}

/**
 * Answers codes of ours that the text may say if Vietnamese input has swallowed a
 * key or two: only for looking up.
 */
export function swallowedCodes(text: string): string[] {
  const found = new Set<string>();
  for (const bare of barely(text)) {
    for (const keys of swallowedKeys(bare, PERSONAL_CODE_LENGTH + 1))
      if (isSoundAsItStands(keys)) found.add(keys);
  }
  return [...found];
}

/** The code of ours that the text says; `null` if it says none, or may say several. */
export function soundCode(text: string): string | null {
  const [code, other] = codeReadings(text).filter(isSoundAsItStands);
  return code === undefined || other !== undefined ? null : code;
}

/** True if it has the form of a code of ours and no check character fits. */
export function isMistyped(text: string): boolean {
  const readings = codeReadings(text);
  return (
    !readings.some(isSoundAsItStands) && readings.some((one) => isSoundAsItStands(unconfused(one)) === false)
  );
}

/**
 * True if somebody may have this code. No code has words. What a keyboard of another layout makes of one has
 * signs that codes have not (`é"'(-è_çà`), or marks without a letter.
 */
export function canBeCode(text: string): boolean {
  const line = cleanText(text).trim();
  if (codeReadings(line).some(isSoundAsItStands)) return true;
  return line.length <= LONGEST_CODE && /^[\p{L}\p{N}\p{Pd}_./\\#*~$=+:@|]+$/u.test(line);
}

/**
 * The personal code in what was scanned, typed or pasted: bare, or in a personal
 * link, which tells its conference too.
 */
export function codeIn(text: string): { code: string; conference: string | null } {
  const inLink = /[#&?]code=([^&\s]+)/i.exec(text)?.[1];
  if (inLink === undefined) return { code: text.trim(), conference: null };
  const conference = /\/c\/([^/?#]+)/i.exec(text)?.[1];
  return {
    code: decoded(inLink),
    conference: conference === undefined ? null : decoded(conference).toLowerCase(),
  };
}

/**
 * The text without what a copy brings along: quotes, brackets, a full stop, wide
 * letters. A check character is one sign.
 */
function barely(text: string): string[] {
  const plain = cleanText(text)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{M}\p{N}*~$=]+/gu, '');
  const [, body = '', sign = ''] = /^[*~$=]*(.*?)([*~$=]?)[*~$=]*$/u.exec(plain) ?? [];
  return [...new Set([body, body + sign])].filter((one) => one !== '' && one.length <= LONGEST_CODE);
}

/** Crockford: no code of ours has these letters, but people read them. */
const unconfused = (code: string): string => code.replaceAll('O', '0').replace(/[IL]/g, '1');

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

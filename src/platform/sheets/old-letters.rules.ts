import { shown } from './faults.rules.js';
import type { ImportWarning, ImportWarningCode } from '../../contract/import.js';

/** Letters outside Vietnamese that stand for a Vietnamese one in an old font, or under a wrong encoding. */
interface Writing {
  code: ImportWarningCode;
  pattern: RegExp;
  advice: string;
}
const WRITINGS: readonly Writing[] = [
  {
    // UTF-8 that was read as windows-1252: `Nguyá»…n VÄƒn`, `Æ°`, `Ãª`.
    code: 'text.mojibake',
    pattern: new RegExp(
      [
        /á[»º][\u0080-\u00bf\u2013-\u203a\u0152-\u0192\u02c6\u02dc\u2122]/u,
        /Æ[°¡]/u,
        /Ä[\u0080-\u0091\u0192‘’]/u,
        /Ã[\u0080-\u00bf]/u,
      ]
        .map(({ source }) => source)
        .join('|'),
      'u',
    ),
    advice: 'UTF-8 that was opened in a wrong encoding: save the file as XLSX or as "CSV UTF-8"',
  },
  {
    // `NguyÔn V¨n An`, `®ång`: signs in the place of letters (TCVN 5712:1993, fonts named .Vn…).
    code: 'text.tcvn3',
    pattern: /\p{L}[¨©ª«¬µ¶·¸¹»¼½¾\u00ad]|®\p{L}|[¨©ª«¬]\p{Ll}/u,
    advice: 'letters of a TCVN3 font (.Vn…): convert the file to Unicode, with UniKey for example',
  },
  {
    // `Nguyeãn Vaên`, `Phaïm`: marks stand after their vowels as letters of their own (fonts named VNI-…).
    code: 'text.vni',
    pattern: /[aeouy][øûïåäØÛÏÅÄ]|a[âêùõéèúüëÂÊÙÕÉÈÚÜË]|[eo][âùõÂÙÕ]/iu,
    advice: 'letters of a VNI font: convert the file to Unicode, with UniKey for example',
  },
];
/** Fewer may be foreign names. */
const LEAST = 3;
const SHARE = 0.1;
const SAMPLES = 3;

/** Warns of texts that are stored as nobody can read them. One warning a writing, of the whole file. */
export function oldLetters(texts: readonly string[]): ImportWarning[] {
  const written = [...new Set(texts.filter((text) => /[^\p{ASCII}]/u.test(text)))];
  for (const { code, pattern, advice } of WRITINGS) {
    const found = written.filter((text) => pattern.test(text));
    if (found.length < LEAST || found.length < written.length * SHARE) continue;
    const samples = found.slice(0, SAMPLES).map(shown).join(', ');
    return [{ code, message: `${found.length} texts look like ${advice}. Samples: ${samples}` }];
  }
  return [];
}

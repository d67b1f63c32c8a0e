import { strFromU8, unzipSync } from 'fflate';
import { extractText } from 'unpdf';

/** The texts of a PDF, one a page. */
export const pagesOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await extractText(bytes.slice(), { mergePages: false })).text.map((text) =>
    text.normalize('NFC').replace(/\s+/g, ' ').trim(),
  );
/** A file inside a .docx. */
export const partOf = (docx: Uint8Array, name: string): string => strFromU8(unzipSync(docx)[name]!);
/** The texts of a .docx, one paragraph a line. */
export const textOf = (docx: Uint8Array): string[] =>
  [...partOf(docx, 'word/document.xml').matchAll(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>/gs)].map(
    ([paragraph]) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
        .map(([, text]) => text!.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'))
        .join(''),
  );

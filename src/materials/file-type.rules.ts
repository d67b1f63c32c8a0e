import type { MaterialExtension } from '../contract/material.js';
import { shortened } from '../contract/shortened.js';

/** The type with which a file is stored and sent. */
export interface FileType {
  mediaType: string;
  /** True when the file begins as such files do. */
  fits: (head: Buffer) => boolean;
}

const starts =
  (...signatures: (string | number[])[]) =>
  (head: Buffer): boolean =>
    signatures.some((signature) =>
      head
        .subarray(0, signature.length)
        .equals(typeof signature === 'string' ? Buffer.from(signature, 'latin1') : Buffer.from(signature)),
    );
const ZIP = 'PK\x03\x04';
const isZip = starts(ZIP);
/** The first member of an OpenDocument file is its type in plain text. */
const isOpenDocument =
  (type: string) =>
  (head: Buffer): boolean =>
    isZip(head) && head.subarray(30, 30 + 8 + type.length).toString('latin1') === `mimetype${type}`;
const isMp3 = (head: Buffer): boolean =>
  starts('ID3')(head) || (head.length > 1 && head[0] === 0xff && (head[1]! & 0xe6) === 0xe2);
const at =
  (offset: number, text: string) =>
  (head: Buffer): boolean =>
    head.subarray(offset, offset + text.length).toString('latin1') === text;

/**
 * Excel writes "Unicode text" as UTF-16, and marks it. Without the mark a zero byte is no text. What a
 * browser would take for a page is none either.
 */
function isText(head: Buffer): boolean {
  const isMarked = starts([0xff, 0xfe], [0xfe, 0xff])(head);
  if (!isMarked && head.includes(0)) return false;
  const text = head
    .toString(isMarked ? 'utf16le' : 'utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  return !/^<(!doctype|html|head|body|script|svg|iframe|\?xml)/i.test(text);
}

const office = (kind: string): FileType => ({
  mediaType: `application/vnd.openxmlformats-officedocument.${kind}`,
  fits: isZip,
});
const openDocument = (kind: string): FileType => ({
  mediaType: `application/vnd.oasis.opendocument.${kind}`,
  fits: isOpenDocument(`application/vnd.oasis.opendocument.${kind}`),
});
const jpeg: FileType = { mediaType: 'image/jpeg', fits: starts([0xff, 0xd8, 0xff]) };
const text: FileType = { mediaType: 'text/plain; charset=utf-8', fits: isText };

/** Everything that is taken, by extension: nothing that a browser would run. */
const TYPES: Record<MaterialExtension, FileType> = {
  pdf: { mediaType: 'application/pdf', fits: starts('%PDF-') },
  pptx: office('presentationml.presentation'),
  docx: office('wordprocessingml.document'),
  xlsx: office('spreadsheetml.sheet'),
  odp: openDocument('presentation'),
  odt: openDocument('text'),
  ods: openDocument('spreadsheet'),
  png: { mediaType: 'image/png', fits: starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  jpg: jpeg,
  jpeg,
  webp: { mediaType: 'image/webp', fits: (head) => starts('RIFF')(head) && at(8, 'WEBP')(head) },
  mp4: { mediaType: 'video/mp4', fits: at(4, 'ftyp') },
  mp3: { mediaType: 'audio/mpeg', fits: isMp3 },
  zip: { mediaType: 'application/zip', fits: isZip },
  txt: text,
  csv: text,
  md: text,
};

/** `null` if files of that name are refused. */
export function fileTypeOf(fileName: string): FileType | null {
  const extension = extensionOf(fileName);
  return Object.hasOwn(TYPES, extension) ? TYPES[extension as MaterialExtension] : null;
}

function extensionOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot <= 0 ? '' : fileName.slice(dot + 1).toLowerCase();
}

/**
 * Control characters, and those that turn the direction of writing: `slides‮fdp.exe`
 * shows itself as `slidesexe.pdf`.
 */
const TREACHEROUS = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const NAME_BYTES = 255;

/**
 * A name as it is kept: its last part alone, composed (NFC), at most 255 bytes with its extension kept
 * whole. Empty when nothing is left.
 */
export function cleanFileName(sent: string): string {
  const name = sent
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replace(TREACHEROUS, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (/^\.*$/.test(name)) return '';
  const extension = extensionOf(name);
  const tail = extension && extension.length <= 10 ? name.slice(-extension.length - 1) : '';
  const stem = tail ? name.slice(0, -tail.length) : name;
  return cut(stem, NAME_BYTES - Buffer.byteLength(tail)) + tail;
}

/** At most so many bytes of UTF-8, between two characters. */
function cut(words: string, bytes: number): string {
  let kept = '';
  let size = 0;
  for (const character of words) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}

/** The default title of a file. */
export function titleOf(fileName: string): string {
  const extension = extensionOf(fileName);
  return (
    shortened(extension ? fileName.slice(0, -extension.length - 1) : fileName, 300).trim() ||
    shortened(fileName, 300)
  );
}

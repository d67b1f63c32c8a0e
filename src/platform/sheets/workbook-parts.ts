import { inflateRawSync } from 'node:zlib';
import { tooLarge } from './cell-limits.js';
import type { ZipEntry } from './zip-directory.js';
import { shortened } from '../../contract/shortened.js';

/*
 * The parser believes what an archive's local headers say of sizes. So it is given another archive, made
 * here: parts that were unpacked under a limit, packed in no way, and no pictures.
 */

/** Limits for the parts of a workbook. */
export interface PartLimits {
  /** Bytes between two `<` of an XML part. */
  textBytes: number;
  /** Bytes of an XML part that holds no cells: styles, themes, drawings. */
  otherPartBytes: number;
}
export interface WorkbookPart {
  name: string;
  content: Buffer;
}

/** @throws when an entry unpacks to more than the directory says: the limits were asked of what it says */
export function unpacked(bytes: Buffer, entry: ZipEntry): Buffer {
  const start =
    entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const packed = bytes.subarray(start, start + entry.packedSize);
  if (entry.method === 0) return packed.subarray(0, entry.size);
  if (entry.method !== 8) throw new TypeError('it is packed in an unknown way');
  if (entry.size === 0) return Buffer.alloc(0);
  return inflateRawSync(packed, { maxOutputLength: entry.size });
}

/**
 * A cell has at most 32,767 characters in Excel; the parser needs ten times the bytes of one.
 * @throws when a text or a tag is longer than any of a workbook
 */
function assertModest({ name, content }: WorkbookPart, limits: PartLimits): void {
  if (!/\.(xml|rels)$/i.test(name)) return;
  const holdsCells = /^xl\/(worksheets\/|sharedStrings)/i.test(name);
  if (!holdsCells && content.length > limits.otherPartBytes)
    throw tooLarge(`its part ${shortened(name, 60)} is too large`);
  for (let at = 0, next = 0; at < content.length; at = next + 1) {
    next = content.indexOf(0x3c, at);
    if (next < 0) next = content.length;
    if (next - at > limits.textBytes)
      throw tooLarge(`a text in ${shortened(name, 60)} is longer than a cell can be`);
  }
}

/** The archive's parts that a parser reads, unpacked. */
export function partsOf(bytes: Buffer, entries: readonly ZipEntry[], limits: PartLimits): WorkbookPart[] {
  const parts: WorkbookPart[] = [];
  for (const entry of entries) {
    // Even what nobody reads: an archive that lies is refused as a whole.
    const part = { name: entry.name, content: unpacked(bytes, entry) };
    if (!/\.(xml|rels|bin)$/i.test(entry.name)) continue;
    if (/^xl\/(media|embeddings|printerSettings|vbaProject)/i.test(entry.name)) continue;
    assertModest(part, limits);
    parts.push(part);
  }
  return parts;
}

/** An archive of these parts that is not packed. */
export function plainArchive(parts: readonly WorkbookPart[]): Buffer {
  // A header of 30 bytes and a name before each part, 46 and the name in the directory, 22 at the end.
  const length = parts.reduce(
    (sum, { name, content }) => sum + content.length + 76 + 2 * Buffer.byteLength(name),
    22,
  );
  const archive = Buffer.alloc(length);
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const { length: size } = part.content;
    const name = Buffer.from(part.name);
    const listed = Buffer.alloc(46);
    listed.writeUInt32LE(0x02014b50, 0);
    listed.writeUInt32LE(size, 20);
    listed.writeUInt32LE(size, 24);
    listed.writeUInt16LE(name.length, 28);
    listed.writeUInt32LE(at, 42);
    directory.push(listed, name);
    archive.writeUInt32LE(0x04034b50, at);
    archive.writeUInt32LE(size, at + 18);
    archive.writeUInt32LE(size, at + 22);
    archive.writeUInt16LE(name.length, at + 26);
    at += 30 + name.copy(archive, at + 30);
    at += part.content.copy(archive, at);
  }
  const list = Buffer.concat(directory);
  const end = at + list.copy(archive, at);
  archive.writeUInt32LE(0x06054b50, end);
  archive.writeUInt16LE(directory.length / 2, end + 8);
  archive.writeUInt16LE(directory.length / 2, end + 10);
  archive.writeUInt32LE(list.length, end + 12);
  archive.writeUInt32LE(at, end + 16);
  return archive.subarray(0, end + 22);
}

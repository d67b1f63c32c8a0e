/** One file of a zip archive, as the archive's directory states it. */
export interface ZipEntry {
  name: string;
  /** Bytes once unpacked, as stated; the worker holds it to that. */
  size: number;
  packedSize: number;
  /** 0 stored, 8 deflated. */
  method: number;
  /** Offset of the entry's local header. */
  offset: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const END_LENGTH = 22;
const LOCATOR_LENGTH = 20;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 0xffff;
/** Where this stands, the number itself is a 64-bit one elsewhere (APPNOTE 4.3.14, 4.5.3). */
const ELSEWHERE = 0xffffffff;
const EXTRA_64 = 0x0001;

/**
 * The directory at a zip file's end, without unpacking anything; zip64 too. Null: there is none that can
 * be read (split archives included).
 */
export function zipDirectory(bytes: Buffer): ZipEntry[] | null {
  try {
    const end = endOf(bytes);
    return end === null ? null : entriesAt(bytes, end);
  } catch (fault) {
    // A number points beyond the file.
    if (fault instanceof RangeError) return null;
    throw fault;
  }
}

function entriesAt(bytes: Buffer, end: { count: number; at: number }): ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  let { at } = end;
  for (let read = 0; read < end.count; read += 1) {
    if (at + ENTRY_LENGTH > bytes.length || bytes.readUInt32LE(at) !== ENTRY) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const extraAt = at + ENTRY_LENGTH + nameLength;
    const numbers = [24, 20, 42].map((place) => bytes.readUInt32LE(at + place));
    const [size, packedSize, offset] = wideNumbers(bytes.subarray(extraAt, extraAt + extraLength), numbers);
    entries.push({
      name: bytes.toString('utf8', at + ENTRY_LENGTH, extraAt),
      size: size!,
      packedSize: packedSize!,
      method: bytes.readUInt16LE(at + 10),
      offset: offset!,
    });
    at = extraAt + extraLength + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * The numbers, those that stand elsewhere read from the extra field, in its order.
 * @throws RangeError when one is not there
 */
function wideNumbers(extra: Buffer, numbers: readonly number[]): number[] {
  if (!numbers.includes(ELSEWHERE)) return [...numbers];
  let at = 0;
  while (extra.readUInt16LE(at) !== EXTRA_64) at += 4 + extra.readUInt16LE(at + 2);
  at += 4;
  return numbers.map((number) => {
    if (number !== ELSEWHERE) return number;
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  });
}

function endOf(bytes: Buffer): { count: number; at: number } | null {
  const first = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
  for (let end = bytes.length - END_LENGTH; end >= first; end -= 1) {
    if (bytes.readUInt32LE(end) !== END) continue;
    const locator = end - LOCATOR_LENGTH;
    if (locator < 0 || bytes.readUInt32LE(locator) !== LOCATOR_64)
      return { count: bytes.readUInt16LE(end + 10), at: bytes.readUInt32LE(end + 16) };
    const wide = Number(bytes.readBigUInt64LE(locator + 8));
    if (bytes.readUInt32LE(wide) !== END_64) return null;
    return { count: Number(bytes.readBigUInt64LE(wide + 32)), at: Number(bytes.readBigUInt64LE(wide + 48)) };
  }
  return null;
}

/** One file of a zip archive, as the archive's directory states it. */
export interface ZipEntry {
  name: string;
  /** Bytes once unpacked, as stated; the worker holds it to that. */
  size: number;
  packedSize: number;
  /** 0 stored, 8 deflated. */
  method: number;
  /** Of the entry's local header. */
  offset: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 0xffff;
const ZIP64 = 0xffffffff;

/** The directory at a zip file's end, without unpacking anything. Null: there is none that can be read (zip64 and split archives included). */
export function zipDirectory(bytes: Buffer): ZipEntry[] | null {
  const end = endOf(bytes);
  if (end === null) return null;
  const count = bytes.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let read = 0; read < count; read += 1) {
    if (at + ENTRY_LENGTH > bytes.length || bytes.readUInt32LE(at) !== ENTRY) return null;
    const [nameLength, extraLength, commentLength] = [
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const entry = {
      name: bytes.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength),
      size: bytes.readUInt32LE(at + 24),
      packedSize: bytes.readUInt32LE(at + 20),
      method: bytes.readUInt16LE(at + 10),
      offset: bytes.readUInt32LE(at + 42),
    };
    if ([entry.size, entry.packedSize, entry.offset].includes(ZIP64)) return null;
    entries.push(entry);
    at += ENTRY_LENGTH + nameLength + extraLength + commentLength;
  }
  return entries;
}

function endOf(bytes: Buffer): number | null {
  const first = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= first; at -= 1)
    if (bytes.readUInt32LE(at) === END) return at;
  return null;
}

/**
 * Makes a UUID of version 7 on this device. It takes its own random bytes: `randomUUID` exists on https
 * alone, which an office network may lack.
 */
export function newId(
  now: number = Date.now(),
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(10)),
): string {
  const time = Math.max(0, Math.floor(now)).toString(16).padStart(12, '0').slice(-12);
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ((random[2]! & 0x3f) | 0x80).toString(16);
  const clockSeq = `${variant}${hex.slice(6, 8)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${clockSeq}-${hex.slice(8, 20)}`;
}

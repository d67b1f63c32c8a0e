/**
 * Finds the pairing code in a text that was scanned, opened or typed: bare, or in a link's `#pair=`. Answers
 * `null` if there is none.
 */
export function pairingCodeIn(text: string): string | null {
  const inLink = /[#&]pair=([^&\s]+)/.exec(text)?.[1];
  if (inLink !== undefined) return decoded(inLink);
  const bare = text.trim();
  return /^[\p{L}\p{N}][\p{L}\p{N} -]{3,40}$/u.test(bare) ? bare : null;
}
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export type DeviceKind = 'windows' | 'mac' | 'android' | 'iphone' | 'ipad' | 'linux' | 'other';
/** Guesses the kind of device from its user agent, for a first name. */
export function deviceKind(userAgent: string): DeviceKind {
  if (/android/i.test(userAgent)) return 'android';
  if (/iphone/i.test(userAgent)) return 'iphone';
  if (/ipad/i.test(userAgent)) return 'ipad';
  if (/windows/i.test(userAgent)) return 'windows';
  if (/macintosh|mac os/i.test(userAgent)) return 'mac';
  return /linux|cros/i.test(userAgent) ? 'linux' : 'other';
}

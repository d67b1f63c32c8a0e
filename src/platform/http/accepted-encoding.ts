export type Encoding = 'br' | 'gzip' | 'identity';

/** `br;q=0` refuses: such a header is rare enough to be answered uncompressed. */
export function encodingOf(accepted: string | string[] | undefined): Encoding {
  if (typeof accepted !== 'string' || accepted.includes('q=0')) return 'identity';
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

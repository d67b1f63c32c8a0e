/** Headers of a request that tell its origin. */
export interface Provenance {
  origin: string | undefined;
  secFetchSite: string | undefined;
  /** As the client addressed us, with the port. */
  host: string;
}

/**
 * Whether a page of ours sent it: the browser says so itself, or names an origin that is ours. `unknown`: it
 * names none, as programs do, and then a cookie proves nothing.
 */
export function provenanceOf(
  { origin, secFetchSite, host }: Provenance,
  publicOrigin: string | null,
): 'own' | 'foreign' | 'unknown' {
  if (secFetchSite === 'same-origin') return 'own';
  if (origin !== undefined)
    return origin === publicOrigin || origin === `http://${host}` || origin === `https://${host}`
      ? 'own'
      : 'foreign';
  return secFetchSite === undefined ? 'unknown' : 'foreign';
}

/**
 * Telephones are minutes wrong now and then; the service's `Date` header is what
 * a page counts by. To the second.
 */
let offset = 0;
const NOISE_MS = 3_000;

/** Called for each answer of the service. */
export function noteServerTime(response: Response): void {
  const at = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(at)) return;
  const seen = at + 500 - Date.now();
  offset = Math.abs(seen) > NOISE_MS ? seen : 0;
}
/** Milliseconds since 1970, by the service's clock as far as it is known. */
export const serverNow = (): number => Date.now() + offset;

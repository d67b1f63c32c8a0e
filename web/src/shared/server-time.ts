/**
 * The difference to the service's clock, to the second, by its `Date` header: phones are sometimes minutes
 * wrong.
 */
let offset = 0;
const NOISE_MS = 3_000;

/** Measures the difference at each answer of the service. */
export function noteServerTime(response: Response): void {
  const at = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(at)) return;
  const seen = at + 500 - Date.now();
  offset = Math.abs(seen) > NOISE_MS ? seen : 0;
}
/** Answers the milliseconds since 1970 by the service's clock, as far as it is known. */
export const serverNow = (): number => Date.now() + offset;

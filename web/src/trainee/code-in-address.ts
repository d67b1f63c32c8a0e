/**
 * The personal code of a `#code=` link; taken out of the address at once, so that it is not shared or
 * left in the history. `null` if there is none.
 */
export function codeInAddress(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('code')?.trim();
  if (!code) return null;
  history.replaceState(null, '', location.pathname + location.search);
  return code;
}

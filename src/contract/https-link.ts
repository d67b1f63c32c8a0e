/** The longest address of a page of another service. */
export const LINK_LENGTH = 2_000;
/** No login before the host, nothing that browsers read in another way than people. */
const HTTPS = /^https:\/\/[^\s\\/?#@]+(?:[/?#][^\s\\]*)?$/i;

/** Whether a text is an https address that may be shown as a link. */
export function isHttpsLink(text: string): boolean {
  if (text.length > LINK_LENGTH || !HTTPS.test(text) || /\p{Cc}/u.test(text)) return false;
  try {
    return new URL(text).protocol === 'https:';
  } catch {
    return false;
  }
}

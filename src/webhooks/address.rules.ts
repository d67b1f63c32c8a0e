import ipaddr from 'ipaddr.js';
import { WEBHOOK_URL_LENGTH } from '../contract/webhook.js';

/** Hosts as `URL` writes them: lower case, IPv6 without brackets. */
export type AllowedHosts = ReadonlySet<string>;
/** `bad`: not http(s), or with a login in it. `plain`: http to a host that is not allowed. */
export type UrlVerdict = 'ok' | 'bad' | 'plain' | 'private';

/** Public IPv6 addresses (2000::/3); those that carry IPv4 inside are judged apart. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an address lies in the open network. Mapped IPv4 is judged by the address that it carries. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST);
}

/** The host of an address, as `AllowedHosts` has it. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** Judges an address before any name is resolved. `URL` has put odd spellings (`0x7f.1`) right by then. */
export function judgeUrl(text: string, allowed: AllowedHosts): UrlVerdict {
  const url = parsed(text);
  if (url === null) return 'bad';
  const host = hostOf(url);
  if (allowed.has(host)) return 'ok';
  const isLiteral = ipaddr.isValid(host);
  if (isLiteral ? !isPublic(host) : /(^|\.)localhost$/.test(host)) return 'private';
  return url.protocol === 'https:' ? 'ok' : 'plain';
}

function parsed(text: string): URL | null {
  if (text.length > WEBHOOK_URL_LENGTH || /[\s\p{Cc}]/u.test(text)) return null;
  try {
    const url = new URL(text);
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
    return isWeb && url.username === '' && url.password === '' ? url : null;
  } catch {
    return null;
  }
}

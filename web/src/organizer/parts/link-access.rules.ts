/** Who can open a link of the service, judged by its address alone. */
export type LinkAccess = 'only-here' | 'no-https' | 'everywhere';

export function linkAccess(address: string): LinkAccess {
  const { protocol, hostname } = new URL(address);
  if (isLoopback(hostname)) return 'only-here';
  return protocol === 'https:' ? 'everywhere' : 'no-https';
}

/**
 * Answers whether only this machine can open the address. A service may listen on `0.0.0.0` and `::`, which
 * lead no other machine to it. `URL` writes IP numbers of any form in this one.
 */
function isLoopback(hostname: string): boolean {
  return (
    /^(.+\.)?localhost\.?$/.test(hostname) ||
    /^127(\.\d{1,3}){3}$/.test(hostname) ||
    /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/.test(hostname) ||
    ['0.0.0.0', '[::1]', '[::]'].includes(hostname)
  );
}

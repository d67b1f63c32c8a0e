import { type Role, ROLES } from '../../contract/account.js';

/** What members of a group may do: a role, in all conferences or in those with these slugs. */
export interface GroupRight {
  group: string;
  role: Role;
  scope: 'all' | readonly string[];
}
/** The OpenID provider by which organizers may sign in. */
export interface IdentityProvider {
  issuer: string;
  clientId: string;
  /** `null`: a public client, which PKCE alone protects. */
  clientSecret: string | null;
  /** What the button calls it. */
  name: string;
  /** OpenID scopes, separated by blanks. */
  scopes: string;
  /** The claim that lists the groups of a person. */
  groupsClaim: string;
  rights: readonly GroupRight[];
}
/** The settings as they stand in the environment. */
export interface ProviderSettings {
  OIDC_ISSUER?: string;
  OIDC_CLIENT_ID?: string;
  OIDC_CLIENT_SECRET?: string;
  OIDC_NAME?: string;
  OIDC_SCOPES?: string;
  OIDC_GROUPS_CLAIM?: string;
  OIDC_ROLES?: string;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** Whether tokens and the secret may go there: without TLS only to this machine itself. */
export function isIssuer(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
  return isSafe && username === '' && search === '' && hash === '';
}

const RIGHT = /^(.+)=\s*([a-z]+)\s*(?::\s*(\S.*))?$/;
const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * Reads `/diemcau/chu-quan=owner; /diemcau/truc=steward: tap-huan-2026, hoi-nghi-3`. A group's name may hold
 * `=`, as in directories: the last one counts. `null` if the text has another form.
 */
export function rightsIn(text: string): GroupRight[] | null {
  const parts = text.split(';').map((part) => part.trim());
  const rights = parts.filter((part) => part !== '').map(rightIn);
  return rights.length > 0 && rights.every((right) => right !== null) ? rights : null;
}

function rightIn(text: string): GroupRight | null {
  const [, group, role, slugs] = RIGHT.exec(text) ?? [];
  const known = ROLES.find((one) => one === role);
  if (group === undefined || group.trim() === '' || known === undefined) return null;
  if (slugs === undefined) return { group: group.trim(), role: known, scope: 'all' };
  const scope = slugs.split(',').map((slug) => slug.trim());
  // An owner works everywhere.
  return known === 'owner' || !scope.every((slug) => SLUG.test(slug))
    ? null
    : { group: group.trim(), role: known, scope };
}

/** Answers what is wrong with the settings together, one line each. */
export function faultsOfProvider(settings: ProviderSettings): string[] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_ROLES: roles } = settings;
  const needed = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_ROLES: roles };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  const { OIDC_CLIENT_SECRET: secret, OIDC_NAME: name, OIDC_SCOPES: scopes } = settings;
  const all = [issuer, clientId, roles, secret, name, scopes, settings.OIDC_GROUPS_CLAIM];
  if (all.every((value) => value === undefined)) return [];
  if (missing.length > 0)
    return [`OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_ROLES belong together: ${missing.join(', ')} is missing`];
  if (rightsIn(roles!) === null)
    return [
      'OIDC_ROLES must say what groups may do, as in ' +
        '"chu-quan=owner; truc=steward: slug-of-a-conference"; roles are ' +
        ROLES.join(', '),
    ];
  const isOpenId = scopes === undefined || scopes.split(/\s+/).includes('openid');
  return isOpenId ? [] : ['OIDC_SCOPES must hold openid'];
}

/** `null` if there is none. */
export function providerOf(settings: ProviderSettings): IdentityProvider | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_ROLES: roles } = settings;
  if (issuer === undefined || clientId === undefined || roles === undefined) return null;
  return {
    issuer,
    clientId,
    clientSecret: settings.OIDC_CLIENT_SECRET ?? null,
    name: settings.OIDC_NAME ?? new URL(issuer).host,
    scopes: settings.OIDC_SCOPES ?? 'openid profile',
    groupsClaim: settings.OIDC_GROUPS_CLAIM ?? 'groups',
    rights: rightsIn(roles)!,
  };
}

import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';

const UNREACHED = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
];
/** OAuth errors of a provider that cannot answer, or whose settings do not fit ours. */
const NOT_OURS = [
  'server_error',
  'temporarily_unavailable',
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
];

/** Whether trying again now is useless: the provider, the network or the settings have to change. */
export function isAway(fault: unknown): boolean {
  if (fault instanceof AuthorizationResponseError || fault instanceof ResponseBodyError)
    return NOT_OURS.includes(fault.error);
  if (isFailedFetch(fault) || isFailedFetch(Object(fault).cause)) return true;
  const unreached = fault instanceof ClientError ? UNREACHED : ['ERR_JWKS_TIMEOUT'];
  return unreached.includes(codeOf(fault) ?? '');
}
function isFailedFetch(fault: unknown): boolean {
  const { name, message } = Object(fault) as Partial<Error>;
  return name === 'TypeError' && message === 'fetch failed';
}

/** For the log. Causes hold claims of people, so only names of faults and claims are taken. */
export function reasonOf(fault: unknown): string {
  if (fault instanceof AuthorizationResponseError || fault instanceof ResponseBodyError)
    return `${fault.error} ${fault.error_description ?? ''}`.trim();
  const parts = [codeOf(fault), fault instanceof Error ? fault.message : null, causeOf(fault)];
  return parts.filter((part) => part !== null).join(', ');
}

const codeOf = (fault: unknown): string | null => {
  const { code } = Object(fault) as { code?: unknown };
  return typeof code === 'string' ? code : null;
};
function causeOf(fault: unknown): string | null {
  const cause = Object((fault as { cause?: unknown } | null)?.cause) as Record<string, unknown>;
  const inner = Object(cause.cause) as Record<string, unknown>;
  const details = [cause.claim, inner.claim, cause.attribute, cause.code].find(
    (one) => typeof one === 'string',
  );
  return (details as string | undefined) ?? null;
}

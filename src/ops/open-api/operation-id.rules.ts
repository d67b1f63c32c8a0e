import { ROUTES } from '../../contract/routes.js';
import { API_BASE } from '../../contract/version.js';

const NAMES = new Map<string, string>(
  Object.entries(ROUTES).map(([name, path]) => [API_BASE + path.replace(':id', '{id}'), name]),
);
/** Nouns whose POST is an act, not the creation of a thing. */
const ACTS: Readonly<Record<string, string>> = { attendance: 'recordAttendance', siteHelp: 'createSiteHelp' };
const VERBS: Readonly<Record<string, string>> = { patch: 'update', put: 'set', delete: 'delete' };

/**
 * The name that generators give the call: `listSites`, `getSite`, `createSite`, `sessionStart`. It follows
 * from the name of the route in the contract, so it stays when code moves.
 * @param answersList whether it answers `{ items, next }`
 * @param makes whether it answers 201
 */
export function operationIdOf(method: string, path: string, answersList: boolean, makes: boolean): string {
  const name = NAMES.get(path) ?? nameOfPath(path);
  const verb = method === 'get' ? (answersList ? 'list' : 'get') : VERBS[method];
  if (verb !== undefined) return verb + capital(name);
  return ACTS[name] ?? (makes && isPlural(name) ? `create${capital(singular(name))}` : name);
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const isPlural = (name: string): boolean => /[a-z]s$/.test(name) && !name.endsWith('ss');
const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/s$/, '');

/** Health and metrics have no name in the contract: `/health/live` is `healthLive`. */
function nameOfPath(path: string): string {
  const [first = '', ...rest] = path.replace(API_BASE, '').match(/[a-zA-Z]+/g) ?? [];
  return first + rest.map(capital).join('');
}

import { ROUTES } from '../../src/contract/routes.js';
import { API_BASE } from '../../src/contract/version.js';
import type { Place, Thing } from './two-conferences.js';
import type { Row, Verdict } from './verdicts.js';

export type RouteName = keyof typeof ROUTES | 'live' | 'ready' | 'metrics';
export const OUTSIDE: Partial<Record<RouteName, string>> = {
  live: '/health/live',
  ready: '/health/ready',
  metrics: '/metrics',
};
export interface Case {
  route: RouteName;
  method: string;
  thing: Thing | null;
  who: Row;
  /** @param at where the thing asked for lies, `own` what belongs to the actor */
  body?: (at: Partial<Place>, own: Place) => unknown;
  upload?: () => { name: string; content: string };
  revoked?: Verdict;
  /** Of an organizer who works in some conferences only. */
  local?: Verdict;
}
export const on = (
  method: string,
  route: RouteName,
  thing: Thing | null,
  who: Row,
  body?: Case['body'],
  upload?: Case['upload'],
): Case => ({ method, route, thing, who, body, upload });

export const pathOf = (route: RouteName): string =>
  OUTSIDE[route] ?? `${API_BASE}${ROUTES[route as keyof typeof ROUTES]}`;
export const nameOf = ({ method, route }: Case): string => `${method} ${pathOf(route)}`;

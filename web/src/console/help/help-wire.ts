import type { HelpBody } from '#contract/help.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { ask } from '../sync/wire.js';
import { type HelpAnswer, readHelpAnswer } from './help-answer.rules.js';
import { CALLS_CACHED } from './help.rules.js';

export interface HelpWire {
  call(body: HelpBody): Promise<HelpAnswer>;
  withdraw(id: Id): Promise<HelpAnswer>;
  list(): Promise<HelpAnswer>;
}

/**
 * Sends calls for help over HTTP, which answers each request; a socket that is down would not. Never throws.
 */
export function helpWire(siteId: Id, token: string): HelpWire {
  const read = async (path: string, body?: unknown): Promise<HelpAnswer> => {
    const raw = await ask(token, path, body);
    return raw ? readHelpAnswer(raw) : { kind: 'none' };
  };
  return {
    call: (body) => read(pathTo(ROUTES.siteHelp, siteId), body),
    withdraw: (id) => read(pathTo(ROUTES.helpWithdraw, id), {}),
    list: () => read(`${pathTo(ROUTES.siteHelp, siteId)}?limit=${CALLS_CACHED}`),
  };
}

import type { BoardHelp, HelpBody, HelpCall, HelpState } from '../contract/help.js';
import type { Id } from '../contract/wire.js';

/** The control room need not read what a site has taken back, unless it asks for it. */
export const FOR_THE_CONTROL_ROOM: readonly HelpState[] = ['open', 'answered'];

/**
 * Is this the call that is held, sent once more? Any device of the site may do
 * so; other words are another call.
 */
export const isRepetition = (existing: HelpCall, siteId: Id, { message }: HelpBody): boolean =>
  existing.siteId === siteId && existing.message === message;

/** The open calls of a site, oldest first, once this one has come in or has changed. */
export function carriedOn(open: readonly HelpCall[], call: HelpCall): HelpCall[] {
  const others = open.filter(({ id }) => id !== call.id);
  return call.state === 'open' ? [...others, call] : others;
}

/** Summarizes a site's open calls for the board. Calls are given oldest first. */
export function shownOf(open: readonly HelpCall[]): BoardHelp | null {
  const newest = open.at(-1);
  return newest ? { id: newest.id, message: newest.message, at: newest.at, open: open.length } : null;
}

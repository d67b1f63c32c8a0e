import {
  type BoardHelp,
  HELP_ANSWER_LIMIT,
  type HelpAnswer,
  type HelpBody,
  type HelpCall,
  type HelpState,
} from '../contract/help.js';
import type { Id } from '../contract/wire.js';

/** The control room need not read what a site has taken back, unless it asks for it. */
export const FOR_THE_CONTROL_ROOM: readonly HelpState[] = ['open', 'answered'];

/**
 * Is this the call that is held, sent once more? Any device of the site may do
 * so; other words are another call.
 */
export const isRepetition = (existing: HelpCall, siteId: Id, { message }: HelpBody): boolean =>
  existing.siteId === siteId && existing.message === message;

/**
 * Judges whether this account may take the call. `nothing`: it has the call already, or the call is closed.
 * @param over the account that it means to take over from
 */
export function judgeTaking(
  { state, taken }: Pick<HelpCall, 'state' | 'taken'>,
  accountId: Id,
  over: Id | null,
): 'take' | 'nothing' | 'taken' {
  if (state !== 'open' || taken?.actor.id === accountId) return 'nothing';
  return taken === null || taken.actor.id === over ? 'take' : 'taken';
}

/** Judges an answer that shall leave the call open. `nothing`: it is there already, or the call is closed. */
export function judgeAnswer(
  { state, answers }: Pick<HelpCall, 'state' | 'answers'>,
  { id, text, actor }: Pick<HelpAnswer, 'id' | 'text' | 'actor'>,
): 'add' | 'nothing' | 'id-reused' | 'full' {
  const existing = answers.find((one) => one.id === id);
  if (existing) return existing.text === text && existing.actor.id === actor.id ? 'nothing' : 'id-reused';
  if (state !== 'open') return 'nothing';
  return answers.length < HELP_ANSWER_LIMIT ? 'add' : 'full';
}

/** The open calls of a site, oldest first, once this one has come in or has changed. */
export function carriedOn(open: readonly HelpCall[], call: HelpCall): HelpCall[] {
  const at = open.findIndex(({ id }) => id === call.id);
  if (call.state !== 'open') return open.filter(({ id }) => id !== call.id);
  return at < 0 ? [...open, call] : open.with(at, call);
}

/** Summarizes a site's open calls for the board. Calls are given oldest first. */
export function shownOf(open: readonly HelpCall[]): BoardHelp | null {
  const newest = open.at(-1);
  if (!newest) return null;
  const { id, message, at, taken } = newest;
  return { id, message, at, open: open.length, isTaken: taken !== null };
}

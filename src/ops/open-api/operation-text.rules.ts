import { ROLES } from '../../contract/account.js';
import type { Allowed } from '../../identity/guard/allow.decorator.js';
import type { Need } from '../../identity/guard/needs.decorator.js';

/** How long a summary may be: a line of a table of contents. */
export const SUMMARY_LENGTH = 110;

/** The first sentence of a comment is the summary; what follows explains. */
export function sentencesOf(comment: string): { summary: string; rest: string } {
  const text = comment.replace(/\s+/g, ' ').trim();
  const [first = ''] = /^.*?[.](?=\s+\S|$)/.exec(text) ?? [text];
  return { summary: first.replace(/\.$/, ''), rest: text.slice(first.length).trim() };
}

const KINDS: Partial<Record<Allowed, string>> = {
  coordinator: 'consoles',
  trainee: 'trainees',
  viewer: 'walls',
  'revoked-device': 'consoles that were revoked',
};

/** Says in words what `@Allow` and `@Needs` say. */
export function whoMay(allowed: readonly Allowed[], need: Need, asksWho: boolean): string {
  if (allowed.includes('anyone'))
    return asksWho ? 'For anyone; who is signed in may see more.' : 'For anyone: nobody has to be signed in.';
  const role = ROLES.find((name) => allowed.includes(name));
  const kinds = allowed.flatMap((kind) => KINDS[kind] ?? []);
  const who = listed([...(role === undefined ? [] : [organizers(role)]), ...kinds]);
  return role === undefined ? `For ${who}.` : `For ${who}. ${ofTokens(need)}`;
}

const listed = (words: string[]): string => words.join(', ').replace(/, (?=[^,]+$)/, ' and ');
const organizers = (least: (typeof ROLES)[number]): string =>
  least === 'owner' ? 'organizers with the role `owner`' : `organizers with the role \`${least}\` or more`;

function ofTokens(need: Need): string {
  if (need === 'browser') return 'No token may do it: sign in by a browser.';
  return need === 'any' ? 'Any token will do.' : `A token needs the scope \`${need}\`.`;
}

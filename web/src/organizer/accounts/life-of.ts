import type { OwnSignIn } from '#contract/account.js';
import { language } from '../../shared/language.svelte.js';
import { messages } from '../messages/messages.js';
import { moment, plainDay } from '../parts/moment.js';
import { OWN_ZONE } from '../parts/own-zone.js';

/** When a sign-in was made, last used, and ends: made and end in this browser's time zone. */
export function lifeOf({
  createdAt,
  lastSeenOn,
  expiresAt,
}: Pick<OwnSignIn, 'createdAt' | 'lastSeenOn' | 'expiresAt'>): string {
  const t = messages.t.accounts;
  const at = (instant: string): string => moment(instant, language.current, OWN_ZONE);
  const used = lastSeenOn === null ? t.neverUsed : t.lastUsed(plainDay(lastSeenOn, language.current));
  return `${t.madeAt(at(createdAt))} · ${used} · ${t.endsAt(at(expiresAt))}`;
}

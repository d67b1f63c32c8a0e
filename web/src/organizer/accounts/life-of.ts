import type { OwnSignIn } from '#contract/account.js';
import { language } from '../../shared/language.svelte.js';
import { messages } from '../messages/messages.js';
import { moment, plainDay } from '../parts/moment.js';

const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();

/** When a sign-in was made, last used, and ends: made and end by this device's time zone. */
export function lifeOf({
  createdAt,
  lastSeenOn,
  expiresAt,
}: Pick<OwnSignIn, 'createdAt' | 'lastSeenOn' | 'expiresAt'>): string {
  const t = messages.t.accounts;
  const at = (instant: string): string => moment(instant, language.current, timeZone);
  const used = lastSeenOn === null ? t.neverUsed : t.lastUsed(plainDay(lastSeenOn, language.current));
  return `${t.madeAt(at(createdAt))} · ${used} · ${t.endsAt(at(expiresAt))}`;
}

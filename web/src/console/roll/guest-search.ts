import { type Guest, GUEST_NAME_WORDS } from '#contract/participant.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Pairing } from '../store/rows.js';
import { ownJson, type RawAnswer } from '../sync/answer.rules.js';
import { ask } from '../sync/wire.js';

/**
 * `offline`: the service did not answer; `limited`: asked too often; `failed`: the service could not search.
 */
export type GuestsFound =
  { kind: 'found'; guests: Guest[] } | { kind: 'offline' } | { kind: 'limited' } | { kind: 'failed' };

const ASK_MS = 4_000;

/** Answers whether the text is a full name; the service answers nothing less. */
export const isFullName = (text: string): boolean =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length >= GUEST_NAME_WORDS;

/** Finds people of other sites with exactly this full name. Never throws. */
export async function findGuestsByName({ siteId, token }: Pairing, fullName: string): Promise<GuestsFound> {
  return readGuests(
    await ask(token, `${pathTo(ROUTES.guests, siteId)}?name=${encodeURIComponent(fullName)}`),
  );
}

/**
 * Finds the person of a personal code on any roster of the conference. Never throws; answers within `ASK_MS`,
 * for a person waits at the door.
 */
export async function findGuestByCode({ siteId, token }: Pairing, code: string): Promise<GuestsFound> {
  const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), ASK_MS));
  return readGuests(
    await Promise.race([
      silence,
      ask(token, `${pathTo(ROUTES.guests, siteId)}?code=${encodeURIComponent(code)}`),
    ]),
  );
}

export function readGuests(raw: RawAnswer | null): GuestsFound {
  const body = raw ? ownJson(raw) : undefined;
  if (!raw || typeof body !== 'object' || body === null) return { kind: 'offline' };
  if (raw.status === 429) return { kind: 'limited' };
  const { items } = body as { items?: unknown };
  return raw.status === 200 && Array.isArray(items)
    ? { kind: 'found', guests: items as Guest[] }
    : { kind: 'failed' };
}

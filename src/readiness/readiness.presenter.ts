import type { ReadinessResult, ReadinessSettings, SiteReadiness } from '../contract/readiness.js';
import { failedIn } from './readiness.rules.js';
import type { ReadinessResultRow } from './readiness.entity.js';

export function resultOf(row: ReadinessResultRow): ReadinessResult {
  const { id, kind, outcome, items, at, receivedAt, by, deviceId, deviceName, reason } = row;
  return {
    id,
    kind,
    outcome,
    items,
    at,
    receivedAt,
    by,
    device: deviceId === null ? null : { id: deviceId, name: deviceName ?? '' },
    reason,
  };
}

type Deciding = Pick<
  SiteReadiness,
  'items' | 'failed' | 'at' | 'by' | 'device' | 'reason' | 'isByHand' | 'incomplete'
>;

/** What the results of a site say of it. @param results `null` if it has none */
export function decidingOf(
  results: { deciding: ReadinessResult; newest: ReadinessResult } | null,
  settings: ReadinessSettings,
): Deciding {
  const incomplete = results?.newest.outcome === 'incomplete' ? results.newest : null;
  if (!results || results.deciding.outcome === 'incomplete') {
    const items = settings.items.map((key) => ({ key, outcome: 'not_measured' as const }));
    return {
      items,
      failed: [],
      at: null,
      by: null,
      device: null,
      reason: null,
      isByHand: false,
      incomplete,
    };
  }
  const { items, at, by, device, reason, kind } = results.deciding;
  return {
    items,
    failed: failedIn(items),
    at,
    by,
    device,
    reason,
    isByHand: kind === 'by_hand',
    incomplete,
  };
}

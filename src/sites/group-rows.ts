import { isGroup } from '../contract/site.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { type Faults, shown } from '../platform/sheets/faults.rules.js';
import type { SiteCandidate } from './import/site-candidate.rules.js';
import { usedAmong } from './site-use.js';
import { codeKey, type SiteRow } from './site.entity.js';

/** Names the rows that would make a group of a site which people, devices or attendance hang on. */
export async function faultUsedGroups(
  tx: Transaction,
  candidates: readonly SiteCandidate[],
  updated: readonly SiteRow[],
  existing: readonly SiteRow[],
  faults: Faults,
): Promise<void> {
  const points = new Set(existing.filter((site) => !isGroup(site)).map(({ id }) => id));
  const turned = updated.filter((site) => isGroup(site) && points.has(site.id));
  const used = new Set(
    await usedAmong(
      tx,
      turned.map(({ id }) => id),
    ),
  );
  const usedCodes = new Map(turned.filter(({ id }) => used.has(id)).map((site) => [site.codeKey, site.code]));
  for (const candidate of usedCodes.size === 0 ? [] : candidates) {
    const { code } = candidate;
    if (!usedCodes.has(codeKey(code))) continue;
    const message = `The site ${shown(code)} has people, devices or attendance and cannot become a group`;
    faults.add(candidate, 'kind', 'cell.group-in-use', message, code);
  }
}

import { isGroup } from '../../contract/site.js';
import type { Id, Instant } from '../../contract/wire.js';
import { type Faults, type Place, placed, shown } from '../../platform/sheets/faults.rules.js';
import { KnownSites, siteNamed } from './known-sites.policy.js';
import { codeKey, type SiteRow } from '../site.entity.js';
import type { SiteCandidate } from './site-candidate.rules.js';
import type { SiteColumn } from './site-columns.rules.js';

export interface SitePlan {
  /** Parents before children. */
  created: SiteRow[];
  updated: SiteRow[];
  unchanged: number;
}
export interface SiteImportContext {
  conferenceId: Id;
  now: Instant;
  newId(): Id;
}

/**
 * Plans the changes of a file to existing sites. Sites are identified by code. A missing column changes
 * nothing; an empty cell clears the field (not `level`). `parentCode` may name a site of the file, above or
 * below, or an existing site: by its code, or by a unique name.
 */
export function planSites(
  candidates: readonly SiteCandidate[],
  columns: ReadonlySet<SiteColumn>,
  existing: readonly SiteRow[],
  faults: Faults,
  context: SiteImportContext,
): SitePlan {
  const before = new Map(existing.map((site) => [site.codeKey, site]));
  const firstRows = new Map<string, Place>();
  const after = new Map(before);
  const planned: { candidate: SiteCandidate; site: SiteRow }[] = [];
  for (const candidate of candidates) {
    const key = codeKey(candidate.code);
    const first = firstRows.get(key);
    if (first !== undefined) {
      faults.add(
        candidate,
        'code',
        'cell.duplicate',
        `The code ${shown(candidate.code)} stands in ${placed(first)} already`,
        candidate.code,
      );
      continue;
    }
    firstRows.set(key, candidate);
    const site = merged(candidate, columns, before.get(key), context);
    takeNoFigure(site, candidate, faults);
    after.set(key, site);
    planned.push({ candidate, site });
  }
  const known = new KnownSites([...after.values()]);
  if (columns.has('parentCode'))
    for (const { candidate, site } of planned) site.parentId = parentOf(candidate, known, faults);
  faultCircles(planned, new Map([...after.values()].map((site) => [site.id, site])), faults);
  const changed = planned.map(({ site }) => site).filter((site) => !isSame(site, before.get(site.codeKey)));
  const old = new Set(existing.map(({ id }) => id));
  return {
    created: parentsFirst(changed.filter(({ id }) => !old.has(id))),
    updated: changed.filter(({ id }) => old.has(id)),
    unchanged: planned.length - changed.length,
  };
}

function merged(
  candidate: SiteCandidate,
  columns: ReadonlySet<SiteColumn>,
  existing: SiteRow | undefined,
  { conferenceId, now, newId }: SiteImportContext,
): SiteRow {
  const given = <V>(column: SiteColumn, value: V, old: V | undefined): V =>
    columns.has(column) || old === undefined ? value : old;
  return {
    id: existing?.id ?? newId(),
    conferenceId,
    code: candidate.code,
    codeKey: codeKey(candidate.code),
    name: candidate.name,
    ...nodeOf(candidate, existing),
    parentId: existing?.parentId ?? null,
    expected: given('expected', candidate.expected, existing?.expected),
    address: given('address', candidate.address, existing?.address),
    contactName: given('contactName', candidate.contactName, existing?.contactName),
    contactPhone: given('contactPhone', candidate.contactPhone, existing?.contactPhone),
    line: given('line', candidate.line, existing?.line),
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
  };
}

function nodeOf(
  { kind, level }: SiteCandidate,
  existing: SiteRow | undefined,
): Pick<SiteRow, 'kind' | 'level'> {
  return { kind: kind ?? existing?.kind ?? 'point', level: level ?? existing?.level ?? 'other' };
}

/** A group has no expected figure. A figure that stands in the row is a fault: it would be lost. */
function takeNoFigure(site: SiteRow, candidate: SiteCandidate, faults: Faults): void {
  if (!isGroup(site)) return;
  const { expected } = candidate;
  const message = `The group ${shown(site.code)} has no expected figure`;
  if (expected !== null && expected > 0)
    faults.add(candidate, 'expected', 'cell.is-group', message, String(expected));
  site.expected = null;
}

function parentOf(candidate: SiteCandidate, sites: KnownSites, faults: Faults): Id | null {
  const { parentCode, row, sheet } = candidate;
  return parentCode === null
    ? null
    : siteNamed(parentCode, { row, sheet, column: 'parentCode' }, sites, faults);
}

/** Names every row whose way up comes back to it. */
function faultCircles(
  planned: readonly { candidate: SiteCandidate; site: SiteRow }[],
  sites: ReadonlyMap<Id, SiteRow>,
  faults: Faults,
): void {
  const sound = new Set<Id>();
  for (const { candidate, site } of planned) {
    if (sound.has(site.id)) continue;
    const way = new Set<Id>();
    let at: Id | null = site.id;
    while (at !== null && !sound.has(at) && !way.has(at)) {
      way.add(at);
      at = sites.get(at)?.parentId ?? null;
    }
    if (at === site.id)
      faults.add(
        candidate,
        'parentCode',
        'cell.circle',
        `The site ${shown(site.code)} would lie under itself`,
        candidate.parentCode ?? undefined,
      );
    else if (at === null || sound.has(at)) way.forEach((id) => sound.add(id));
  }
}

function isSame(site: SiteRow, existing: SiteRow | undefined): boolean {
  if (!existing) return false;
  return (
    [
      'code',
      'name',
      'kind',
      'level',
      'parentId',
      'expected',
      'address',
      'contactName',
      'contactPhone',
      'line',
    ] as const
  ).every((field) => site[field] === existing[field]);
}

/** So that a foreign key never points at a row to come. */
export function parentsFirst(sites: readonly SiteRow[]): SiteRow[] {
  const byId = new Map(sites.map((site) => [site.id, site]));
  const placed = new Set<Id>();
  const order: SiteRow[] = [];
  for (const site of sites) {
    const way: SiteRow[] = [];
    for (
      let at: SiteRow | undefined = site;
      at && !placed.has(at.id);
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    ) {
      placed.add(at.id);
      way.push(at);
    }
    order.push(...way.reverse());
  }
  return order;
}

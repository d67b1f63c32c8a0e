import type { AttendanceRecorded, ListingsMoved } from '../attendance/attendance.events.js';
import type { BoardRow } from '../contract/board.js';
import { isGroup, type Site } from '../contract/site.js';
import type { Id, Instant } from '../contract/wire.js';
import { inSlices } from '../platform/pace/pace.js';
import { BoardRows } from './board-rows.js';
import { carryListings, carryOn, type Ground, rowOf, type SiteStatus } from './board.rules.js';

/**
 * The data of a board at `seq`: it has all changes up to `seq` and no later one.
 */
export interface Foundation extends Ground {
  seq: number;
  /** When another checkpoint becomes the current one; `null` if none will by itself. */
  nextOpening: Instant | null;
}

/** What can be counted by itself. */
export type Change = AttendanceRecorded | (ListingsMoved & { moves: NonNullable<ListingsMoved['moves']> });

/** Rows made between two yields: some ms. */
const ROWS_AT_ONCE = 1_000;
/** Of more rows it is not asked which of them are others after a count: all readers fetch. */
const COMPARED_MOST = 2_000;

/** What the rows of a revision are compared with. */
export interface Renewal {
  /** The sites whose rows may differ, in order of code; all if absent. */
  touched?: Id[];
  /** It is another board: nothing is compared. */
  isOther: boolean;
}

/** What a board is made of: the tree, the counts, and a row for each site, carried on by changes. */
export class BoardGround {
  foundation: Foundation;
  rows = new BoardRows([]);
  private sites: Map<Id, Site> = new Map();
  /** Sites whose rows are not as they should be. */
  private touched = new Set<Id>();
  /** Sites that were touched while rows are made for another foundation. */
  private meanwhile: Set<Id> | null = null;
  /** What was put in and is in no revision yet. */
  private planted: Renewal & { ids: Set<Id> } = { ids: new Set(), isOther: false };

  constructor(private readonly statusOf: (siteId: Id) => SiteStatus) {}

  get isPlanted(): boolean {
    return this.foundation !== undefined;
  }

  /** @returns whether the site is on the board, or may be */
  markDirty(siteId: Id): boolean {
    this.meanwhile?.add(siteId);
    if (this.isPlanted && !this.sites.has(siteId)) return false;
    this.touched.add(siteId);
    return true;
  }

  /** Counts a change that the foundation does not hold yet. */
  carry(change: Change): void {
    const { picture } = this.foundation;
    const touched = 'moves' in change ? carryListings(picture, change.moves) : carryOn(picture, change);
    for (const siteId of touched) this.markDirty(siteId);
  }

  /**
   * Takes over what is said of these sites now. @returns false if one stands elsewhere, is new or is gone:
   * then nothing is changed, and the tree has to be read
   */
  edit(siteIds: readonly Id[], now: ReadonlyMap<Id, Site>): boolean {
    if (!siteIds.every((id) => this.standsAsBefore(id, now.get(id)))) return false;
    for (const id of siteIds) {
      const at = this.rows.indexOf(id);
      if (at === undefined) continue;
      const site = now.get(id)!;
      this.foundation.sites[at] = site;
      this.sites.set(id, site);
      this.markDirty(id);
    }
    return true;
  }

  /**
   * Makes the rows of another foundation, in slices, and puts it in the place of this one.
   * @param isCounted the counts are new, too; else they are those of this foundation
   * @param missed changes that came meanwhile, for new counts
   */
  async plant(next: Foundation, isCounted: boolean, missed: () => readonly Change[]): Promise<void> {
    this.meanwhile = new Set();
    const made = new Set<Id>();
    const rows: BoardRow[] = [];
    try {
      await inSlices(next.sites, ROWS_AT_ONCE, (slice) => {
        for (const site of slice) {
          const before = isCounted || this.sites.get(site.id) !== site ? undefined : this.rows.get(site.id);
          if (before === undefined) made.add(site.id);
          rows.push(before ?? this.rowOf(site, next));
        }
      });
      const isOther = !this.isPlanted || made.size > COMPARED_MOST || this.isOtherTree(next);
      // Nobody else's list: what is said of a site is put right in it.
      this.foundation = { ...next, sites: [...next.sites] };
      this.sites = new Map(next.sites.map((site) => [site.id, site]));
      this.rows = new BoardRows(rows);
      this.planted = { ids: made, isOther: isOther || this.planted.isOther };
      // A row made before is of the status of then; one that was not told yet still differs.
      this.touched = new Set([...this.touched, ...this.meanwhile]);
      for (const change of missed()) if (change.seq > next.seq) this.carry(change);
    } finally {
      this.meanwhile = null;
    }
  }

  /** Makes the touched rows anew. */
  renew(): Renewal {
    const touched = this.rows.known(this.touched);
    for (const siteId of touched) this.rows.replace(this.row(siteId));
    this.touched = new Set();
    const { ids, isOther } = this.planted;
    this.planted = { ids: new Set(), isOther: false };
    if (isOther || ids.size === this.rows.all.length) return { isOther };
    return { touched: ids.size === 0 ? touched : this.rows.known([...touched, ...ids]), isOther };
  }

  /** The row as it is now, whether it was renewed or not. */
  row(siteId: Id): BoardRow {
    return this.touched.has(siteId) || !this.rows.get(siteId)
      ? this.rowOf(this.sites.get(siteId)!, this.foundation)
      : this.rows.get(siteId)!;
  }

  private rowOf(site: Site, { picture }: Foundation): BoardRow {
    return rowOf(site, picture.sites.get(site.id), this.statusOf(site.id));
  }

  private standsAsBefore(id: Id, site: Site | undefined): boolean {
    const before = this.sites.get(id);
    if (site === undefined || isGroup(site) || before === undefined) return false;
    return before.code === site.code && before.parentId === site.parentId;
  }

  private isOtherTree({ sites, groups }: Foundation): boolean {
    if (JSON.stringify(groups) !== JSON.stringify(this.foundation.groups)) return true;
    const present = new Set(sites.map(({ id }) => id));
    return this.foundation.sites.some(({ id }) => !present.has(id));
  }
}

import type { Id, Instant } from './wire.js';

/** The highest first. `special_zone`: đặc khu, a unit of the commune level since 2025. */
export const SITE_LEVELS = [
  'province',
  'department',
  'district',
  'commune',
  'ward',
  'township',
  'special_zone',
  'other',
] as const;
export type SiteLevel = (typeof SITE_LEVELS)[number];

/**
 * `point`: a connection point. `group` (khu vực, cụm): a node of the tree that holds sites and is none. A
 * group has no console, no roster, no attendance and no expected figure, and is in no count of sites.
 */
export const SITE_KINDS = ['point', 'group'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

export interface SiteFields {
  /** 1 … 40 characters; unique in the conference, compared without case. */
  code: string;
  name: string;
  level: SiteLevel;
  /** `point` when absent. */
  kind: SiteKind;
  parentId: Id | null;
  /** Expected headcount; `null` if the roster's length counts, and always for a group. */
  expected: number | null;
  address: string | null;
  contactName: string | null;
  contactPhone: string | null;
  /** Carrier or trunk, as offices write it; `null` if nobody said: it matches none. */
  line: string | null;
}
/** A connection point, or a group of them. */
export interface Site extends SiteFields {
  id: Id;
  conferenceId: Id;
  createdAt: Instant;
  updatedAt: Instant;
}
export type SiteCreate = Pick<SiteFields, 'code' | 'name'> & Partial<Omit<SiteFields, 'code' | 'name'>>;
export type SitePatch = Partial<SiteFields>;

export const SITE_COLUMNS = [
  'code',
  'name',
  'kind',
  'level',
  'parentCode',
  'expected',
  'address',
  'contactName',
  'contactPhone',
  'line',
] as const;

export const isGroup = ({ kind }: Pick<SiteFields, 'kind'>): boolean => kind === 'group';

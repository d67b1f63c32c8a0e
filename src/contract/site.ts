import type { Id, Instant } from './wire.js';

export const SITE_LEVELS = [
  'province',
  'department',
  'district',
  'commune',
  'ward',
  'township',
  'other',
] as const;
export type SiteLevel = (typeof SITE_LEVELS)[number];

export interface SiteFields {
  /** 1 … 40 characters; unique in the conference, compared without case. */
  code: string;
  name: string;
  level: SiteLevel;
  parentId: Id | null;
  /** Expected headcount; null = the length of the roster. */
  expected: number | null;
  address: string | null;
  contactName: string | null;
  contactPhone: string | null;
}
/** A connection point. */
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
  'level',
  'parentCode',
  'expected',
  'address',
  'contactName',
  'contactPhone',
] as const;

import type { Site } from '../contract/site.js';
import type { SiteRow } from './site.entity.js';

/** A site as it crosses the wire. */
export const siteOf = ({ codeKey: _, ...site }: SiteRow): Site => site;

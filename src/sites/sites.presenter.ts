import type { Site } from '../contract/site.js';
import type { SiteRow } from './site.entity.js';

/** A site as it crosses the wire. */
export function siteOf(row: SiteRow): Site {
  const { id, conferenceId, code, name, level, kind, parentId, expected, address } = row;
  const { contactName, contactPhone, line, createdAt, updatedAt } = row;
  return {
    id,
    conferenceId,
    code,
    name,
    level,
    kind,
    parentId,
    expected,
    address,
    contactName,
    contactPhone,
    line,
    createdAt,
    updatedAt,
  };
}

import { PARTICIPANT_COLUMNS } from '#contract/participant.js';
import { ROUTES } from '#contract/routes.js';
import { SESSION_COLUMNS } from '#contract/schedule.js';
import { SITE_COLUMNS } from '#contract/site.js';

/** What can be imported: the route, and the columns that the file may have. */
export const IMPORTS = {
  sites: { route: ROUTES.siteImport, columns: SITE_COLUMNS, required: ['code', 'name'] },
  participants: {
    route: ROUTES.participantImport,
    columns: PARTICIPANT_COLUMNS,
    required: ['fullName', 'siteCode'],
  },
  sessions: { route: ROUTES.sessionImport, columns: SESSION_COLUMNS, required: ['startsAt', 'title'] },
} as const;
export type ImportKind = keyof typeof IMPORTS;

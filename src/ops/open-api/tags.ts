/** A chapter of the reference: the routes of a feature's folder. */
export interface Tag {
  name: string;
  description: string;
}

/**
 * By the folder of the controllers below `src`, in the order of the reference. A folder below one that is
 * here is in its chapter. `test/house/described-routes.spec.ts` wants one for each folder with a controller.
 */
export const TAGS: Readonly<Record<string, Tag>> = {
  'identity/sign-ins': {
    name: 'Sign-in',
    description: 'Who is signed in, by cookie or by token, and how a sign-in ends.',
  },
  'identity/providers': {
    name: 'OpenID Connect',
    description: 'The sign-in at the office’s own provider, for browsers; how the provider ends it.',
  },
  'identity/accounts': {
    name: 'Accounts',
    description: 'The people of the control room: their roles, their conferences, how they are invited.',
  },
  conferences: {
    name: 'Conferences',
    description: 'Conferences, copies of them, and the walls that show their boards.',
  },
  sites: {
    name: 'Sites',
    description: 'Connection points and groups of them; their consoles, codes and links.',
  },
  schedule: {
    name: 'Schedule',
    description: 'Sessions and how they run; checkpoints, at which the roll is taken.',
  },
  participants: {
    name: 'Participants',
    description: 'The people of the rosters, the units that they are from, and guests of other sites.',
  },
  broadcast: { name: 'Broadcast', description: 'Where a conference is watched, and from when on.' },
  materials: { name: 'Materials', description: 'Files, their versions, and who may read them from when on.' },
  trainee: {
    name: 'Trainees',
    description: 'The sign-in by personal code, and the published schedule in four forms.',
  },
  attendance: {
    name: 'Attendance',
    description: 'The ledger, the rosters that consoles work with, and the merging of walk-ins.',
  },
  decisions: {
    name: 'Decisions',
    description: 'What people decide about entries that were refused, and those of revoked consoles.',
  },
  audit: { name: 'Audit', description: 'Who did what, on what, and whether the trail is intact.' },
  help: { name: 'Help', description: 'Sites call the control room; organizers answer.' },
  readiness: {
    name: 'Readiness',
    description: 'Tests before the day, tests of the line, and the chase list of sites.',
  },
  announcements: {
    name: 'Announcements',
    description: 'What organizers tell sites, and which site has read it.',
  },
  speaking: { name: 'Speaking', description: 'The queue of those who want to speak.' },
  screens: { name: 'Screens', description: 'What the second screen of a room shows.' },
  incidents: {
    name: 'Incidents',
    description: 'Faults by cause, the sites that they touch, and what to do.',
  },
  board: { name: 'Board', description: 'The live picture of a conference, and that of a past moment.' },
  history: { name: 'Timeline', description: 'What happened when.' },
  progress: { name: 'Progress', description: 'How far the preparation of a conference has come.' },
  'personal-data': {
    name: 'Personal data',
    description: 'Requests about personal data, what is held of one person, erasure and retention.',
  },
  reports: { name: 'Reports', description: 'Figures, tables and papers of who attended.' },
  webhooks: {
    name: 'Webhooks',
    description: 'Which other programs are told what happens, and the log of deliveries.',
  },
  ops: { name: 'Operation', description: 'Health, metrics, backups, and these descriptions.' },
};

/** The chapter of a controller's folder; `null` if nobody has named one. */
export function tagOf(folder: string): Tag | null {
  for (let path = folder; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const tag = TAGS[path];
    if (tag) return tag;
  }
  return null;
}

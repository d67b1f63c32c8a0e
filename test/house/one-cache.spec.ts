import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Fields that hold data beside the database and are no caches: `docs/decisions/one-cache.md`. */
const NO_CACHES: Record<string, string> = {
  'src/identity/sign-ins/last-seen.ts noted': 'waits to be written',
  'src/identity/attempts/failed-sign-ins.service.ts failed': 'waits to be written',
  'src/webhooks/host-resolver.ts underWay': 'goes with the look-up; nothing of the database',
  'src/announcements/receipts.service.ts delivered': 'waits to be written',
  'src/attendance/recording/attendance.service.ts byId': 'goes with the list that it was made from',
  'src/board/boards.service.ts opening': 'a board that lives, carried on by events',
  'src/readiness/readiness-settings.service.ts byConference': 'read at the start, carried on by events',
  'src/incidents/incident-watch.service.ts watched': 'incidents that live, carried on by events',
  'src/identity/guard/conference-of.service.ts things': 'what features say of theirs at the start',
};
const FIELD = /(?:private|readonly) (\w+)(?:: [^=\n]+)? =\s+new (?:Weak)?(?:Map|Set|Recent)\b<?([^\n]*)/g;
const ASKS_THE_DATABASE = /import (?:type )?\{[^}]*\b(?:Reader|Transaction|UnitOfWork)\b[^}]*\} from/;
const SHARES_LOADS = /Promise<(?!void)/;

/** Fields of a file that hold what was read, or is being read, outside of a `Cache`. */
const suspectsIn = (path: string, text: string): string[] =>
  [...text.matchAll(FIELD)].flatMap(([, name, types]) =>
    ASKS_THE_DATABASE.test(text) || SHARES_LOADS.test(types!) ? [`${path} ${name}`] : [],
  );

const features = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => join('src', name).replaceAll('\\', '/'))
  .filter((path) => !path.startsWith('src/platform/'));

describe('what was read from the database', () => {
  it('is kept in a Cache, or it is recorded here why it is none', () => {
    expect(features.length).toBeGreaterThan(300);
    const found = features.flatMap((path) => suspectsIn(path, readFileSync(path, 'utf8')));
    expect(found.sort()).toEqual(Object.keys(NO_CACHES).sort());
  });

  it.each([
    ["import { Reader } from '../../src/platform/database/reader.js';", 'homes = new Map<Id, Id>();'],
    [
      "import { type Transaction } from '../../src/platform/database/unit-of-work.js';",
      'remembered = new Recent<Remembered>(50);',
    ],
    ['', 'pages = new Map<Id, Map<string, Page | Promise<Page>>>();'],
  ])('a private cache would be found: %s %s', (imports, field) => {
    const text = `${imports}\nclass X {\n  private readonly ${field}\n}`;
    expect(suspectsIn('src/x.ts', text)).toEqual([`src/x.ts ${field.split(' ')[0]}`]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACT_GROUPS } from '../../src/contract/audit.js';
import { NOT_TRACED } from '../support/not-traced.js';

interface FoundRoute {
  /** `POST sites` */
  name: string;
  /** What follows the HTTP decorator, up to the next one. */
  text: string;
}
const HTTP = /@(Get|Post|Put|Patch|Delete)\(ROUTES\.(\w+)\)/g;

/** A route's other decorators stand after the one with its path, and none before. */
function routesIn(text: string): FoundRoute[] {
  const found = [...text.matchAll(HTTP)];
  return found.map(({ 1: method, 2: route, index }, at) => ({
    name: `${method!.toUpperCase()} ${route}`,
    text: text.slice(index, found[at + 1]?.index ?? text.length),
  }));
}
/** Reads that are answered for: papers, exports. */
const isGivenOut = ({ name }: FoundRoute): boolean =>
  /^GET (report\w+|\w+(Csv|Xlsx|Pdf|Docx|Sheet))$/.test(name);
const isToTrace = (route: FoundRoute): boolean => !route.name.startsWith('GET ') || isGivenOut(route);
const isTraced = ({ text }: FoundRoute): boolean => /@Traces(Reading)?\('[a-z-]+\.[a-z-]+'\)/.test(text);

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
  /(?<!\.spec|\.d)\.ts$/.test(name),
);
const textOf = (name: string): string => readFileSync(join('src', name), 'utf8');
const routes = sources
  .filter((name) => name.endsWith('.controller.ts'))
  .flatMap((name) => routesIn(textOf(name)));
/** Of routes, and of notes in use cases. */
const ACT = /(?:@Traces(?:Reading)?\(|\bact: )'([a-z-]+\.[a-z-]+)'/g;
const acts = new Set(sources.flatMap((name) => [...textOf(name).matchAll(ACT)].map(([, act]) => act!)));

describe('each route that changes something, exports or reports', () => {
  it('is found, and so is one that says nothing of its trace', () => {
    const [traced, silent] = routesIn(
      "@Post(ROUTES.sites)\n @Traces('site.made')\n create() {}\n @Patch(ROUTES.site)\n change() {}",
    );
    expect([isToTrace(traced!), isTraced(traced!)]).toEqual([true, true]);
    expect([isToTrace(silent!), isTraced(silent!)]).toEqual([true, false]);
    expect(routes.filter(isToTrace).length).toBeGreaterThan(100);
  });

  it('leaves a line in the audit trail, or is named with the reason why not', () => {
    const silent = routes.filter((route) => isToTrace(route) && !isTraced(route)).map(({ name }) => name);
    expect(silent.filter((name) => !(name in NOT_TRACED))).toEqual([]);
  });

  it('is named as leaving none only where it leaves none, and still is a route', () => {
    const silent = new Set(routes.filter((route) => !isTraced(route)).map(({ name }) => name));
    expect(Object.keys(NOT_TRACED).filter((name) => !silent.has(name))).toEqual([]);
  });
});

interface AuditTexts {
  audit: { acts: Record<string, string>; groups: Record<string, string> };
}
const organizerTexts = (language: string): AuditTexts =>
  JSON.parse(readFileSync(`messages/${language}/organizer.json`, 'utf8')) as AuditTexts;

describe('each act of the trail', () => {
  it.each(['vi', 'en'])('has a text on the page that shows it, in %s', (language) => {
    const { audit } = organizerTexts(language);
    expect(acts.size).toBeGreaterThan(60);
    expect([...acts].filter((act) => !(act in audit.acts)).sort()).toEqual([]);
  });

  // The texts also name the acts whose names are put together in code.
  it.each(['vi', 'en'])('can be filtered for by its group, which has a text, in %s', (language) => {
    const { audit } = organizerTexts(language);
    const groups = new Set([...acts, ...Object.keys(audit.acts)].map((act) => act.split('.')[0]!));
    expect(groups.size).toBeGreaterThan(25);
    expect([...ACT_GROUPS].sort()).toEqual([...groups].sort());
    expect(Object.keys(audit.groups).sort()).toEqual([...groups].sort());
  });
});

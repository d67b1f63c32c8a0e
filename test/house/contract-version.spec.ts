import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EXAMPLE_VALUES } from '../../src/ops/open-api/example-values.js';
import { CONTRACT_VERSION, OLDEST_CONTRACT } from '../../src/contract/version.js';
import { breaksBetween, type ContractShape, type Shape } from '../support/contract-breaks.js';

const released = JSON.parse(readFileSync('test/house/released-contract.json', 'utf8')) as ContractShape;
const current = JSON.parse(
  execFileSync(process.execPath, ['build/contract-shape.mjs'], { encoding: 'utf8', maxBuffer: 1 << 24 }),
) as ContractShape;

describe('the contract', () => {
  it('keeps what was released, or has a higher version', () => {
    const breaks = breaksBetween(released, current);
    // Additions need nothing. For a break: raise CONTRACT_VERSION, say in its history what broke, and think
    // of OLDEST_CONTRACT.
    if (CONTRACT_VERSION === released.version) expect(breaks).toEqual([]);
    expect(CONTRACT_VERSION).toBeGreaterThanOrEqual(released.version);
  });

  it('has a line of history for each version, and serves none that is still to come', () => {
    const lines = [...readFileSync('src/contract/version.ts', 'utf8').matchAll(/^ \* - Version (\d+): \S/gm)];
    expect(lines.map(([, version]) => Number(version))).toEqual(
      Array.from({ length: CONTRACT_VERSION }, (_, before) => before + 1),
    );
    expect(OLDEST_CONTRACT).toBeLessThanOrEqual(CONTRACT_VERSION);
  });

  it('has an example for every text: a line in src/ops/open-api/example-values.ts, or an @example', () => {
    const fields = Object.values(current.types).flatMap(({ properties = {} }) => Object.entries(properties));
    const texts = fields.filter(
      ([, { type, ...rest }]) =>
        [type].flat()[0] === 'string' && !('format' in rest || 'enum' in rest || 'examples' in rest),
    );
    expect(texts.length).toBeGreaterThan(100);
    expect([...new Set(texts.map(([name]) => name))].filter((name) => !(name in EXAMPLE_VALUES))).toEqual([]);
  });

  it('is known whole: every route with what it takes and answers, every command and piece of news', () => {
    expect(Object.keys(current.routes).length).toBeGreaterThan(90);
    expect(Object.keys(current.commands).length).toBeGreaterThan(5);
    expect(Object.keys(current.news).length).toBeGreaterThan(7);
    expect(current.routes['POST /sites/:id/attendance']).toMatchObject({
      body: { required: ['entries'] },
      answer: { $ref: '#/components/schemas/AttendanceReply' },
    });
  });
});

type Change = (contract: ContractShape) => void;
const type = (contract: ContractShape, name: string): Required<Shape> =>
  contract.types[name] as Required<Shape>;
const bodyOf = (contract: ContractShape, route: string): Required<Shape> =>
  contract.routes[route]!.body as Required<Shape>;
const entryOf = (contract: ContractShape): Required<Shape> =>
  bodyOf(contract, 'POST /sites/:id/attendance').properties.entries!.items as Required<Shape>;
const text: Shape = { type: 'string' };
const changed = (change: Change): string[] => {
  const later = structuredClone(current);
  change(later);
  return breaksBetween(current, later);
};

describe('a change of the contract', () => {
  it.each<[string, Change]>([
    ['nothing', () => undefined],
    ['a new route', (to) => (to.routes['GET /news'] = { query: null, body: null, answer: text })],
    ['a new command', (to) => (to.commands['site.wave'] = { body: { type: 'object' }, reply: text })],
    ['a new piece of news', (to) => (to.news['site.waved'] = text)],
    ['a new code', (to) => (to.problems['wave.unseen'] = 404)],
    ['a new optional field of a body', (to) => (entryOf(to).properties.mood = text)],
    ['a new optional field of a query', (to) => (to.routes['GET /units']!.query!.properties!.mood = text)],
    [
      'a body where there was none, which may be empty',
      (to) => (to.routes['POST /help/:id/withdraw']!.body = { type: 'object', properties: { mood: text } }),
    ],
    ['a field of a body that is no longer required', (to) => void entryOf(to).required.pop()],
    [
      'a new field of an answer',
      (to) => {
        type(to, 'Site').properties.mood = text;
        type(to, 'Site').required.push('mood');
      },
    ],
    ['a new word', (to) => type(to, 'BoardRow').properties.level!.enum?.push('planet')],
    [
      'a new alternative',
      (to) =>
        type(to, 'BoardWatchReply').anyOf.push({
          type: 'object',
          required: ['seq'],
          properties: { seq: { type: 'number' } },
        }),
    ],
    [
      'a type that only has another name',
      (to) => {
        to.types.Place = to.types.Site!;
        to.routes['GET /sites/:id']!.answer = { $ref: '#/components/schemas/Place' };
      },
    ],
    ['an answer where there was none', (to) => (to.routes['DELETE /sites/:id']!.answer = text)],
    [
      'a field of a body that may be null as well',
      (to) => (entryOf(to).properties.reason = { type: ['string', 'null'] }),
    ],
    [
      'a field of an answer that is never null any more',
      (to) => (type(to, 'Site').properties.address = text),
    ],
  ])('needs no new version: %s', (_, change) => {
    expect(changed(change)).toEqual([]);
  });

  it.each<[string, Change, RegExp]>([
    ['a route that is gone', (to) => delete to.routes['GET /units'], /^route GET \/units is gone$/],
    [
      'a route by another method',
      (to) => {
        to.routes['POST /sites/:id'] = to.routes['PATCH /sites/:id']!;
        delete to.routes['PATCH /sites/:id'];
      },
      /PATCH \/sites\/:id is gone/,
    ],
    ['a command that is gone', (to) => delete to.commands['site.join'], /command site.join is gone/],
    [
      'news of another name',
      (to) => {
        to.news['help.altered'] = to.news['help.changed']!;
        delete to.news['help.changed'];
      },
      /news help.changed is gone/,
    ],
    ['a code that is gone', (to) => delete to.problems['site.not-found'], /code site.not-found is gone/],
    [
      'a code with another status',
      (to) => (to.problems['site.not-found'] = 410),
      /code site.not-found was 404 and is 410/,
    ],
    [
      'another header',
      (to) => (to.constants.LIVE_PAGE_HEADER = 'x-page'),
      /LIVE_PAGE_HEADER was x-diemcau-page/,
    ],
    [
      'a field of an answer that is gone',
      (to) => delete type(to, 'Site').properties.name,
      /^Site\.name is gone$/,
    ],
    [
      'a field of a body of another name',
      (to) => {
        const { properties } = entryOf(to);
        properties.why = properties.reason!;
        delete properties.reason;
      },
      /entries\[\]\.reason is gone/,
    ],
    [
      'a field of a query that is gone',
      (to) => delete to.routes['GET /units']!.query!.properties!.province,
      /GET \/units query\.province is gone/,
    ],
    [
      'a new field of a body that is required',
      (to) => {
        entryOf(to).properties.mood = text;
        entryOf(to).required.push('mood');
      },
      /mood is new and required/,
    ],
    [
      'a field of a body that has become required',
      (to) => entryOf(to).required.push('reason'),
      /reason has become required/,
    ],
    [
      'a body where there was none, with a required field',
      (to) =>
        (to.routes['POST /sessions/:id/start']!.body = {
          type: 'object',
          required: ['mood'],
          properties: { mood: text },
        }),
      /start body\.mood is new and required/,
    ],
    [
      'a field of an answer that has become optional',
      (to) => void type(to, 'Site').required.splice(0, 1),
      /has become optional/,
    ],
    [
      'a word that is no longer taken',
      (to) => void entryOf(to).properties.kind!.enum!.pop(),
      /kind: the word reopen is gone/,
    ],
    [
      'words where any text was taken',
      (to) => (entryOf(to).properties.reason = { type: 'string', enum: ['sick'] }),
      /reason takes certain words alone now/,
    ],
    [
      'any text where words were told',
      (to) => (type(to, 'Presence').properties.state = text),
      /^PresenceState may now be any text$/,
    ],
    [
      'another kind of value',
      (to) => (type(to, 'Site').properties.name = { type: 'number' }),
      /name may now be number/,
    ],
    [
      'null where there was none',
      (to) => (type(to, 'Site').properties.name = { type: ['string', 'null'] }),
      /name may now be null/,
    ],
    [
      'null that is no longer taken',
      (to) => (bodyOf(to, 'PATCH /sites/:id').properties.address = text),
      /address no longer takes null/,
    ],
    [
      'a text where an id was told',
      (to) => (type(to, 'Site').properties.id = text),
      /id was uuid and is any text/,
    ],
    [
      'an alternative that is gone',
      (to) => void type(to, 'BoardWatchReply').anyOf.shift(),
      /is no alternative any more/,
    ],
    [
      'an answer that is gone',
      (to) => (to.routes['GET /auth/me']!.answer = null),
      /GET \/auth\/me answer is gone/,
    ],
    [
      'a change deep in a reply',
      (to) => delete type(to, 'BoardTotals').properties.presence,
      /^BoardTotals\.presence is gone$/,
    ],
  ])('needs a new version: %s', (_, change, fault) => {
    const breaks = changed(change);
    expect(breaks.filter((line) => fault.test(line))).not.toEqual([]);
  });
});

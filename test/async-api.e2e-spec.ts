import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { LIVE_COMMANDS } from '../src/contract/live.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { DescribedService } from './support/described-service.js';
import { Judge } from './support/fuzz/schemas.js';
import { made, pair, present } from './support/hall.js';
import { LiveClient } from './support/live.js';

interface Operation {
  action: string;
  summary: string;
  description: string;
  messages: { $ref: string }[];
  reply?: { messages: { $ref: string }[] };
  'x-allow'?: string[];
}
interface Message {
  payload: object;
  examples?: { payload: unknown }[];
}
interface LiveDocument {
  operations: Record<string, Operation>;
  channels: Record<string, { address: string | null }>;
  components: { messages: Record<string, Message>; schemas: object };
}

let here: DescribedService;
let live: LiveDocument;
let judge: Judge;
beforeAll(async () => {
  here = await DescribedService.start();
  live = made(await here.anonymous.get<LiveDocument>(pathTo(ROUTES.asyncapi)));
  judge = new Judge({ ...here.document, components: { ...live.components } } as never);
});
afterAll(() => here.stop());

/** The names in `LiveNews`, which is a type and nothing else. */
function newsInContract(): string[] {
  const path = 'src/contract/live.ts';
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const news = file.statements.filter(ts.isInterfaceDeclaration).find((one) => one.name.text === 'LiveNews')!;
  return news.members.map((member) => (member.name as ts.StringLiteral).text);
}
const faultsOf = (message: string, payload: unknown): unknown =>
  judge.faults(live.components.messages[message]!.payload, payload);

describe('the live interface in AsyncAPI', () => {
  test('has each command and each piece of news, and no other', () => {
    const by = (action: string): string[] =>
      Object.entries(live.operations)
        .filter(([, operation]) => operation.action === action)
        .map(([name]) => name)
        .sort();
    expect(by('receive')).toEqual([...LIVE_COMMANDS].sort());
    expect(by('send')).toEqual(newsInContract().sort());
    expect(newsInContract().length).toBeGreaterThan(12);
  });

  test('says of each what it is: a comment above it in contract/live.ts; and of commands who may', () => {
    const silent = Object.entries(live.operations).filter(
      ([, { summary, description, action, 'x-allow': allowed = [] }]) =>
        summary === '' || description === '' || (action === 'receive' && allowed.length === 0),
    );
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  test('every name leads somewhere, and each example is of its shape', () => {
    const at = (ref: string): unknown =>
      ref
        .slice(2)
        .split('/')
        .reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], live);
    const refs = [...JSON.stringify(live).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
    expect(refs.length).toBeGreaterThan(100);
    expect(refs.filter((ref) => at(ref) === undefined)).toEqual([]);
    const examples = Object.entries(live.components.messages).flatMap(([name, message]) =>
      (message.examples ?? []).map(({ payload }) => [name, payload] as const),
    );
    expect(examples.length).toBeGreaterThan(25);
    expect(examples.filter(([name, payload]) => faultsOf(name, payload) !== null)).toEqual([]);
    expect(faultsOf('site.join', { siteId: 7 })).not.toBeNull();
  });

  test('the service takes, answers and tells as it says', async () => {
    const { conference, sites, people, checkpoint } = here.hall;
    const device = await pair(here.organizer, sites[0]!.id);
    const desk = await LiveClient.connect(here.anonymous.url, { token: here.organizer.token });
    const site = await LiveClient.connect(here.anonymous.url, { token: device.token });
    const asked = [
      [desk, 'conference.follow', { conferenceId: conference.id }],
      [desk, 'board.watch', { conferenceId: conference.id }],
      [site, 'site.join', { siteId: sites[0]!.id }],
      [site, 'site.signal', { picture: 'ok', sound: 'bad' }],
      [site, 'site.help', { id: randomUUID(), message: 'Không nghe được tiếng' }],
      [
        site,
        'attendance.submit',
        { siteId: sites[0]!.id, entries: [present(checkpoint.id, people[0]![0]!.id)] },
      ],
    ] as const;
    for (const [who, command, body] of asked) {
      expect([command, faultsOf(command, body)]).toEqual([command, null]);
      expect([command, faultsOf(`${command}.reply`, await who.ask(command, body))]).toEqual([command, null]);
    }
    const refused = await site.ask('site.join', { siteId: 'nowhere' });
    expect(faultsOf('problem', refused)).toBeNull();
    await desk.until('the board and the call', () =>
      (['board.changed', 'help.changed'] as const).every((event) => desk.of(event).length > 0),
    );
    for (const { event, news } of [...desk.told, ...site.told])
      expect([event, faultsOf(event, news)]).toEqual([event, null]);
    desk.close();
    site.close();
  });
});

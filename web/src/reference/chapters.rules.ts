import type { Chapter, Entry, HttpDocument, LiveDocument, Operation, Parameter, Shape } from './described.js';

/** `Site` of `#/components/schemas/Site`. */
const nameIn = (ref = ''): string => ref.slice(ref.lastIndexOf('/') + 1);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The chapters of the HTTP interface, as the service orders them. */
export function httpChapters(document: HttpDocument): Chapter[] {
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ path, method, operation: item[method]! })),
  );
  return document.tags.map(({ name, description }) => ({
    id: name.toLowerCase().replace(/\W+/g, '-'),
    name,
    description,
    entries: all
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ path, method, operation }) => entryOf(document, path, method, operation)),
  }));
}

function entryOf(document: HttpDocument, path: string, method: string, operation: Operation): Entry {
  const { operationId, summary, description } = operation;
  const shapes = [...parametersOf(document, operation), ...bodiesOf(operation)];
  const problems = Object.entries(operation.responses)
    .filter(([status]) => /^[45]/.test(status))
    .map(([status, response]): [string, string[]] => {
      const { description: text = '' } = document.components.responses[nameIn(response.$ref)] ?? response;
      return [status, [...text.matchAll(/`([a-z-]+\.[a-z-]+)`/g)].map(([, code]) => code!)];
    });
  return {
    id: operationId,
    verb: method.toUpperCase(),
    path,
    summary,
    description,
    shapes,
    problems,
    schemas: document.components.schemas,
    command: commandOf(document, path, method, operation),
    words: [operationId, method, path, summary, description, problems.join(' ')].join(' ').toLowerCase(),
  };
}

/** Drawn as the fields of an object are. */
function parametersOf({ components }: HttpDocument, { parameters = [] }: Operation): Shape[] {
  const all = parameters.map((one): Parameter => components.parameters[nameIn(one.$ref)] ?? one);
  if (all.length === 0) return [];
  const properties = Object.fromEntries(
    all.map(({ name, schema, description, in: place }) => [
      place === 'query' ? `?${name}` : name!,
      { ...schema, description },
    ]),
  );
  const required = all.filter((one) => one.required).map(({ name }) => name!);
  return [{ label: 'parameters', note: '', schema: { type: 'object', properties, required }, example: null }];
}

function bodiesOf({ requestBody, responses }: Operation): Shape[] {
  const [media, body] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const [status, answer] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? [];
  const [answerMedia, content] = Object.entries(answer?.content ?? {})[0] ?? [];
  return [
    ...(body ? [shapeOf('body', media!, body)] : []),
    ...(answer
      ? [shapeOf('answer', [status, answerMedia ?? answer.description].join(' · '), content ?? {})]
      : []),
  ];
}

const shapeOf = (
  label: Shape['label'],
  note: string,
  { schema, example }: { schema?: Shape['schema']; example?: unknown },
): Shape => ({
  label,
  note,
  schema: schema ?? null,
  example: example === undefined ? null : JSON.stringify(example, null, 2),
});

/** Something to paste into a terminal; `$TOKEN` is one of `POST /auth/tokens`. */
function commandOf({ servers }: HttpDocument, path: string, method: string, operation: Operation): string {
  const { content = {} } = operation.requestBody ?? {};
  const base = servers[0]?.url === '/' ? location.origin : (servers[0]?.url ?? '');
  const example = content['application/json']?.example;
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${base}${path}`,
    `  -H "Authorization: Bearer $TOKEN"`,
    ...(example === undefined
      ? []
      : [
          `  -H 'Content-Type: application/json'`,
          `  -d '${JSON.stringify(example).replaceAll("'", "'\\''")}'`,
        ]),
    ...('multipart/form-data' in content ? ['  -F file=@FILE'] : []),
  ].join(' \\\n');
}

/** The chapters of the live interface: what a client may say, and what it may be told. */
export function liveChapters(document: LiveDocument, names: { commands: string; news: string }): Chapter[] {
  const chapter = (id: string, name: string, action: string): Chapter => ({
    id,
    name,
    description: '',
    entries: Object.entries(document.operations)
      .filter(([, operation]) => operation.action === action)
      .map(([event]) => liveEntry(document, event)),
  });
  return [
    { ...chapter('live-commands', names.commands, 'receive'), description: document.info.description },
    chapter('live-news', names.news, 'send'),
  ];
}

function liveEntry({ operations, components }: LiveDocument, event: string): Entry {
  const { action, summary, description } = operations[event]!;
  const shape = (label: Shape['label'], name: string): Shape[] => {
    const { payload, examples = [] } = components.messages[name] ?? { payload: null };
    return payload === null ? [] : [shapeOf(label, '', { schema: payload, example: examples[0]?.payload })];
  };
  return {
    id: event,
    verb: action === 'receive' ? 'EMIT' : 'ON',
    path: event,
    summary,
    description: description === summary ? '' : description,
    shapes:
      action === 'receive'
        ? [...shape('body', event), ...shape('reply', `${event}.reply`)]
        : shape('told', event),
    problems: [],
    schemas: components.schemas,
    command: null,
    words: [event, summary, description, 'live socket'].join(' ').toLowerCase(),
  };
}

/** Those that hold every word; chapters without any are left out. */
export function found(chapters: readonly Chapter[], search: string): Chapter[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return chapters
    .map((chapter) => ({
      ...chapter,
      entries: chapter.entries.filter((entry) => words.every((word) => entry.words.includes(word))),
    }))
    .filter(({ entries }) => entries.length > 0);
}

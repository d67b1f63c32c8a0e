import type { OpenAPIObject } from '@nestjs/swagger';

/**
 * The rules of `redocly lint` (recommended) and `spectral lint` (oas) that our document can break; the
 * linters themselves are run by hand: `npx @redocly/cli lint`, `npx @stoplight/spectral-cli lint`.
 */
interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: object[];
  parameters?: { $ref?: string; name?: string; in?: string; required?: boolean; schema?: object }[];
  responses: Record<string, { $ref?: string; description?: string; content?: object }>;
  'x-allow'?: string[];
}
const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

export function findingsOf(document: OpenAPIObject): string[] {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map(
      (method) => [`${method.toUpperCase()} ${path}`, path, item[method] as Operation] as const,
    ),
  );
  const tags = new Map(document.tags?.map(({ name, description }) => [name, description]));
  return [
    ...ofHead(document),
    ...operations.flatMap(([name, path, operation]) =>
      [...ofWords(operation, tags), ...ofAccess(operation), ...ofPath(path, operation)].map(
        (finding) => `${name}: ${finding}`,
      ),
    ),
    ...repeated(operations.map(([, , { operationId = '' }]) => operationId)).map(
      (id) => `two operations are called ${id}`,
    ),
    ...ofReferences(document),
    ...ofSchemas(document, ''),
  ];
}

const when = (holds: boolean, finding: string): string[] => (holds ? [finding] : []);

function ofHead({ info, servers = [], tags = [] }: OpenAPIObject): string[] {
  return [
    ...when(!info.description || !info.contact?.name || !info.license?.name, 'info is not whole'),
    ...when(servers.length === 0, 'no servers'),
    ...servers.filter(({ url }) => /.\/$/.test(url)).map(({ url }) => `${url} ends with a slash`),
    ...tags.filter(({ description }) => !description).map(({ name }) => `${name} is not described`),
  ];
}

function ofWords(operation: Operation, tags: Map<string, string | undefined>): string[] {
  const { operationId = '', summary = '', description = '', responses } = operation;
  return [
    ...when(summary.length < 8, 'no summary: write a comment above the handler'),
    ...when(description === '', 'no description'),
    ...when(!/^[a-z][a-zA-Z0-9]+$/.test(operationId), `generators cannot use the name ${operationId}`),
    ...when(
      operation.tags?.length !== 1 || !tags.has(operation.tags[0]!),
      'no chapter: a line in TAGS of src/ops/open-api/tags.ts',
    ),
    ...Object.entries(responses)
      .filter(([, response]) => !response.$ref && !response.description)
      .map(([status]) => `${status} is not described`),
  ];
}

function ofAccess({ security, responses, 'x-allow': allowed = [] }: Operation): string[] {
  const isOpen = security?.length === 0 || security?.some((one) => Object.keys(one).length === 0);
  return [
    ...when(security === undefined, 'does not say who may'),
    ...when(isOpen !== allowed.includes('anyone'), 'says something else than @Allow'),
    ...when(!Object.keys(responses).some((status) => status.startsWith('4')), 'has no 4xx'),
  ];
}

function ofPath(path: string, { parameters = [] }: Operation): string[] {
  const inPath = parameters.filter((one) => one.in === 'path');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return [
    ...when(
      JSON.stringify(names) !== JSON.stringify(inPath.map(({ name }) => name)),
      'its path has other parameters',
    ),
    ...when(
      inPath.some(({ required }) => required !== true),
      'a parameter of the path is optional',
    ),
  ];
}

function ofReferences(document: OpenAPIObject): string[] {
  const text = JSON.stringify(document);
  const used = new Set([...text.matchAll(/"#\/components\/(\w+\/\w+)"/g)].map(([, name]) => name!));
  const parts = Object.entries(document.components ?? {}).filter(([kind]) => kind !== 'securitySchemes');
  const there = new Set(
    parts.flatMap(([kind, components]) => Object.keys(components as object).map((name) => `${kind}/${name}`)),
  );
  return [
    ...[...used].filter((name) => !there.has(name)).map((name) => `${name} does not exist`),
    ...[...there].filter((name) => !used.has(name)).map((name) => `${name} is used by nobody`),
  ];
}

/** Of every schema, wherever it lies. */
function ofSchemas(value: unknown, where: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, format, anyOf } = value as { type?: unknown; format?: unknown; anyOf?: unknown[] };
  const types = [type].flat();
  return [
    ...when(
      types.includes('number') && format !== 'double',
      `${where}: a number is whole, or of the type Fraction`,
    ),
    ...when(
      Array.isArray(anyOf) && repeated(anyOf.map((one) => JSON.stringify(one))).length > 0,
      `${where}: the same twice`,
    ),
    ...Object.entries(value)
      .filter(([key]) => key !== 'example' && key !== 'examples')
      .flatMap(([key, part]) => ofSchemas(part, `${where}/${key}`)),
  ];
}

const repeated = (items: string[]): string[] => items.filter((item, index) => items.indexOf(item) !== index);

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { ChildService } from './child-service.js';
import { Client } from './client.js';
import { payloadFor } from './payloads.js';

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  pattern?: string;
  maxLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}
interface Document {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>;
  components: { schemas: Record<string, Schema> };
}
/** A field that takes whatever a person writes: `entries[].walkIn.fullName`. */
interface TextField {
  path: string;
  limit: number | undefined;
}

/**
 * Strings that are no texts: ids, times, secrets, and what has a form of its own that is held elsewhere. A
 * new name that is not here is a text.
 */
const NOT_TEXTS =
  /(^|\.)(id|\w+(Id|At|On|Url)|undoes|substituteFor|(logout_)?token|password|login|slug|timezone|hotline)$/;
/** A code is not two people's or sites': what is written gets a number behind it. */
const UNIQUE = new Set(['code']);

/** What of the service's own OpenAPI takes texts, by `POST /api/v1/…`; a new field is in it by itself. */
export class TextFields {
  private constructor(private readonly document: Document) {}

  /** From the built service: the shapes of bodies come in by the build. */
  static async ofBuiltService(): Promise<TextFields> {
    const dataDir = await mkdtemp(join(tmpdir(), 'diemcau-fields-'));
    const service = new ChildService({ DATA_DIR: dataDir, LOG_LEVEL: 'error' });
    try {
      return new TextFields(
        (await new Client(await service.url()).get<Document>(pathTo(ROUTES.openapi))).body,
      );
    } finally {
      await service.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  }

  /** Every route that takes a text. */
  routes(): string[] {
    const all = Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    return all.filter((route) => this.of(route).length > 0);
  }

  of(route: string): TextField[] {
    const [method, path] = route.split(' ') as [string, string];
    const content = this.document.paths[path]?.[method.toLowerCase()]?.requestBody?.content ?? {};
    return Object.values(content).flatMap(({ schema }) => this.texts(schema, ''));
  }

  /**
   * A body for the route: what `base` says, and this payload in each text field that it does not name; of a
   * list, one item.
   */
  fill(route: string, nth: number, base: Record<string, unknown> = {}): Record<string, unknown> {
    const fields = this.of(route).filter(({ path }) => !(path.split(/[.[]/)[0]! in base));
    if (fields.length === 0) throw new Error(`${route} takes no text`);
    const body: Record<string, unknown> = { ...base };
    for (const { path, limit } of fields) put(body, path.split('.'), textFor(path, nth, limit));
    return body;
  }

  private texts(schema: Schema | undefined, path: string): TextField[] {
    if (schema === undefined) return [];
    if (schema.$ref)
      return this.texts(this.document.components.schemas[schema.$ref.split('/').at(-1)!], path);
    const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(
      (part) => this.texts(part, path),
    );
    if (schema.items) return [...parts, ...this.texts(schema.items, `${path}[]`)];
    if (schema.properties)
      return [
        ...parts,
        ...Object.entries(schema.properties).flatMap(([name, field]) =>
          this.texts(field, path === '' ? name : `${path}.${name}`),
        ),
      ];
    const isText =
      [schema.type].flat().includes('string') &&
      !schema.format &&
      !schema.enum &&
      !schema.pattern &&
      !NOT_TEXTS.test(path);
    return isText ? [...parts, { path, limit: schema.maxLength }] : parts;
  }
}

/** `['speakers[]', 'name']`: the name of the first of the speakers. */
function put(into: Record<string, unknown>, [name, ...rest]: string[], text: string): void {
  const key = name!.replace('[]', '');
  const isList = key !== name;
  if (rest.length === 0) {
    into[key] = isList ? [text] : text;
    return;
  }
  into[key] ??= isList ? [{}] : {};
  put((isList ? (into[key] as unknown[])[0] : into[key]) as Record<string, unknown>, rest, text);
}

function textFor(path: string, nth: number, limit: number | undefined): string {
  if (!UNIQUE.has(path)) return payloadFor(nth, limit);
  const mark = ` ${nth}`;
  return payloadFor(nth, (limit ?? 100) - mark.length) + mark;
}

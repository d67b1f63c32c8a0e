/** As much of JSON Schema as our descriptions use. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  description?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}
export type Schemas = Readonly<Record<string, Schema>>;
interface Media {
  schema?: Schema;
  example?: unknown;
}
interface Response {
  $ref?: string;
  description?: string;
  content?: Record<string, Media>;
}
export interface Parameter {
  $ref?: string;
  name?: string;
  in?: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}
export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Response>;
}
/** The answer of `GET /openapi.json`, as far as people read it. */
export interface HttpDocument {
  info: { version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Schemas;
    responses: Record<string, Response>;
    parameters: Record<string, Parameter>;
  };
}
/** The answer of `GET /asyncapi.json`. */
export interface LiveDocument {
  info: { description: string };
  operations: Record<
    string,
    { action: 'receive' | 'send'; summary: string; description: string; reply?: object }
  >;
  components: {
    schemas: Schemas;
    messages: Record<string, { payload: Schema; examples?: { payload: unknown }[] }>;
  };
}

/** A body, an answer or a message: its shape, and what one looks like. */
export interface Shape {
  label: 'parameters' | 'body' | 'answer' | 'reply' | 'told';
  note: string;
  schema: Schema | null;
  example: string | null;
}
/** One line of the reference: a route, a live command, or a piece of news. */
export interface Entry {
  id: string;
  /** `GET`; of the live interface `EMIT` and `ON`, as clients of socket.io call them. */
  verb: string;
  path: string;
  summary: string;
  description: string;
  shapes: Shape[];
  /** Codes of problems by their status. */
  problems: [status: string, codes: string[]][];
  schemas: Schemas;
  /** How to try it in a terminal. */
  command: string | null;
  /** In lower case: what the search looks at. */
  words: string;
}
export interface Chapter {
  id: string;
  name: string;
  description: string;
  entries: Entry[];
}

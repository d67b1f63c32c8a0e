import type { OpenAPIObject } from '@nestjs/swagger';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Allowed } from '../../identity/guard/allow.decorator.js';

export type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
export type Schema = Schemas[string];

export interface Answers {
  /** By `Controller.method`; null where the answer has no body. */
  operations: Partial<Record<string, Schema | null>>;
  components: Schemas;
}

/** What `build/reached.mjs` found by following a route's code. */
export interface Reached {
  /** Where the controller lies, below `src`: `sites/pairing`. */
  folder: string;
  /** Codes of problems that it may answer. */
  codes: string[];
  /** Headers that it reads or sets, in lower case. */
  headers: string[];
  /** Whether its answer depends on who is signed in. */
  asksWho: boolean;
}

/**
 * Reads what the build wrote beside `main.js`, which this file is joined into. A service that runs from its
 * sources has no such notes, and a shorter document.
 */
function notes<T>(name: string, none: T): T {
  const file = join(import.meta.dirname, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : none;
}

/** The live interface, by the names of its events. */
export interface LiveNotes {
  commands: Record<string, { body: Schema; reply: Schema; description?: string; allowed?: Allowed[] }>;
  news: Record<string, { payload: Schema; description?: string }>;
  components: Schemas;
}

/** From `build/answers.mjs`. */
export const readLive = (): LiveNotes => notes('live.json', { commands: {}, news: {}, components: {} });

/** From `build/answers.mjs`. */
export const readAnswers = (): Answers => notes('answers.json', { operations: {}, components: {} });

/** By `Controller.method`, from `build/reached.mjs`. */
export const readReached = (): Partial<Record<string, Reached>> => notes('reached.json', {});

import type { OpenAPIObject } from '@nestjs/swagger';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
export interface Answers {
  /** By operation id; null where the answer has no body. */
  operations: Partial<Record<string, Schemas[string] | null>>;
  components: Schemas;
}

/**
 * Reads what `build/answers.mjs` wrote beside `main.js`, into which the build joins this file. A service
 * that runs from its sources has no shapes of answers.
 */
export function readAnswers(): Answers {
  const file = join(import.meta.dirname, 'answers.json');
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Answers)
    : { operations: {}, components: {} };
}

/** Puts the shape under the status that Nest knows. `undefined` if the handler says itself what it sends. */
export function withAnswer(operation: Operation, schema: Schemas[string] | null | undefined): void {
  const status = Object.keys(operation.responses).find((code) => code.startsWith('2'));
  if (status === undefined || schema === undefined) return;
  operation.responses[status] =
    schema === null
      ? { description: 'Done' }
      : { description: '', content: { 'application/json': { schema } } };
}

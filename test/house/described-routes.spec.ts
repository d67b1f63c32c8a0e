import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { sentencesOf, SUMMARY_LENGTH } from '../../src/ops/open-api/operation-text.rules.js';
import { tagOf, TAGS } from '../../src/ops/open-api/tags.js';

const ROUTES = /^(Get|Post|Patch|Put|Delete)$/;
const controllers = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.controller.ts'))
  .map((name) => join('src', name).replaceAll('\\', '/'));

interface Handler {
  where: string;
  comment: string;
}
function handlersOf(path: string): Handler[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const names = (node: ts.MethodDeclaration): string[] =>
    (ts.getDecorators(node) ?? []).map(({ expression }) =>
      (ts.isCallExpression(expression) ? expression.expression : expression).getText(),
    );
  const methods = file.statements
    .filter(ts.isClassDeclaration)
    .flatMap(({ members }) => members.filter(ts.isMethodDeclaration))
    .filter((method) => names(method).some((name) => ROUTES.test(name)))
    .filter((method) => !names(method).includes('ApiExcludeEndpoint'));
  return methods.map((method) => ({
    where: `${path}: ${method.name.getText()}`,
    comment: ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(method)[0]?.comment) ?? '',
  }));
}

describe('what a new route brings for the reference', () => {
  const handlers = controllers.flatMap(handlersOf);

  it('a comment above it, whose first sentence says what it does: that is its summary', () => {
    expect(handlers.length).toBeGreaterThan(150);
    expect(handlers.filter(({ comment }) => comment === '').map(({ where }) => where)).toEqual([]);
  });

  it(`a first sentence of at most ${SUMMARY_LENGTH} characters; what explains it comes after`, () =>
    expect(
      handlers
        .map(({ where, comment }) => ({ where, summary: sentencesOf(comment).summary }))
        .filter(({ summary }) => summary.length > SUMMARY_LENGTH),
    ).toEqual([]));

  it('a folder that has a chapter: a line in TAGS of src/ops/open-api/tags.ts', () => {
    const folders = new Set(controllers.map((path) => relative('src', dirname(path)).replaceAll('\\', '/')));
    expect([...folders].filter((folder) => tagOf(folder) === null)).toEqual([]);
    const isUsed = (folder: string): boolean =>
      [...folders].some((one) => one === folder || one.startsWith(`${folder}/`));
    expect(Object.keys(TAGS).filter((folder) => !isUsed(folder))).toEqual([]);
  });
});

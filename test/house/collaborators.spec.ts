import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A class that needs more does two things. */
const MOST = 7;

const sources = ['src', 'web/src'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => join(root, path)),
);

/** Classes that are given more than MOST, as `Name (count)`. */
function crowded(path: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isConstructorDeclaration(node) && node.parameters.length > MOST)
      found.push(`${path} ${node.parent.name?.text ?? 'class'} (${node.parameters.length})`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

it('a class has at most seven collaborators', () => {
  expect(sources.length).toBeGreaterThan(400);
  expect(sources.flatMap((path) => crowded(path, readFileSync(path, 'utf8')))).toEqual([]);
});

it('one with eight is found', () => {
  const parameters = Array.from({ length: MOST + 1 }, (_, nth) => `private readonly p${nth}: P`);
  expect(crowded('x.ts', `class Many { constructor(${parameters.join()}) {} }`)).toEqual(['x.ts Many (8)']);
});

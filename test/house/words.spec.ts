import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * Identifiers that are not used any more, and what to say. Each had several meanings, or none that a newcomer
 * could guess. Names of the contract (`HeldEntry`, `Joining`) stay: programs outside read them.
 */
const INSTEAD: Record<string, string> = {
  among: 'a noun: candidates, people; as a method, findBy',
  AtTheDoor: 'PublicResponseCache',
  breath: 'yieldToEventLoop',
  coded: 'findByCode',
  doubt: 'invalidate',
  Edition: 'BoardRevisions',
  hear: 'apply',
  Kept: 'StoredEntry, or what is kept',
  lasted: 'duration',
  naming: 'a noun: what is named',
  Newsroom: 'LivePublisher',
  paced: 'inSlices',
  said: 'what it is: source, header, reason, entry',
  settle: 'recalculate, resolve, removeAcknowledged, idle',
  spoken: 'what it is: entries without undos',
  Stand: 'PersonAtCheckpoint',
  toldOf: 'changesAt',
  touch: 'markDirty, findTouched',
  upheaval: 'reset',
  wanted: 'what it is: expected, planned, configured',
};
/** Words that are refused inside a longer name too: `isSaid`, `spokenAt`. */
const PARTS_TOO = new Set(['said', 'spoken', 'upheaval']);
const FOLDERS = ['src', 'web/src', 'test/support'];
/** A released migration says what the columns were called in its time. */
const isMigration = (path: string): boolean => path.endsWith('.migration.ts');

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
).filter((path) => /\.(ts|svelte)$/.test(path) && !isMigration(path));

/** Identifiers of a file; of a component those of its scripts. */
function identifiersIn(path: string, text: string): Set<string> {
  const scripts = path.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script!)
    : [text];
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      const name = node.text.replace('#', '');
      found.add(name);
      for (const part of name.split(/(?=[A-Z])|_/))
        if (PARTS_TOO.has(part.toLowerCase())) found.add(part.toLowerCase());
    }
    ts.forEachChild(node, visit);
  };
  for (const script of scripts) visit(ts.createSourceFile(path, script, ts.ScriptTarget.Latest));
  return found;
}

describe('words', () => {
  it('are found where they stand, in scripts of components too', () => {
    expect([...identifiersIn('x.ts', 'const said = `${wanted}`; // hear')]).toEqual(['said', 'wanted']);
    expect([...identifiersIn('x.ts', 'const isSaid = 1;')]).toEqual(['isSaid', 'said']);
    expect([...identifiersIn('x.svelte', '<p>touch</p><script lang="ts">let said;</script>')]).toEqual([
      'said',
    ]);
    expect(files.length).toBeGreaterThan(500);
  });

  it('name one thing each: none of the list is an identifier', () => {
    const used = files.flatMap((path) =>
      [...identifiersIn(path, readFileSync(path, 'utf8'))]
        .filter((word) => Object.hasOwn(INSTEAD, word))
        .map((word) => `${path}: ${word}; say ${INSTEAD[word]}`),
    );
    expect(used).toEqual([]);
  });
});

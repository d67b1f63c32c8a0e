import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { CONTRACT_VERSION } from '../../src/contract/version.js';

/** Said once: `npm test -- --selectProjects rules` prints the new hash when the contract has changed. */
const recorded = JSON.parse(readFileSync('test/house/contract.json', 'utf8')) as {
  version: number;
  hash: string;
};

/** White space, comments and quotes do not cross the wire. */
function contractHash(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync('src/contract')
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .sort()) {
    const code = readFileSync(`src/contract/${file}`, 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/.*$/gm, '')
      .replace(/\s+/g, '');
    hash.update(file).update(code);
  }
  return hash.digest('hex').slice(0, 16);
}

describe('the contract', () => {
  it('changes only together with what is recorded of it', () => {
    expect({ version: CONTRACT_VERSION, hash: contractHash() }).toEqual(recorded);
  });
});

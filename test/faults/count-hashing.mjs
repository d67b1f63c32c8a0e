// Loaded into the service by `--import`: notes each password that it hashes or compares as a line of the file
// HASHINGS. The library is native and stays outside the bundle; whoever loads it gets these functions.
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const argon2 = createRequire(import.meta.url)('@node-rs/argon2');
for (const name of ['hash', 'hashRaw', 'hashSync', 'verify', 'verifySync']) {
  const original = argon2[name];
  argon2[name] = (...values) => {
    appendFileSync(process.env.HASHINGS, `${name}\n`);
    return original(...values);
  };
}

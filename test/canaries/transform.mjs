// Compiles as the other tests' transformer does, after putting a canary's defect into the sources: the
// patches come by the environment, and no file of the work tree is touched. A patch that finds its
// text not exactly once stops the run.
import { createHash } from 'node:crypto';
import swc from '@swc/jest';

const PATCHES = JSON.parse(process.env.CANARY_PATCHES ?? '[]');

function patched(source, fileName) {
  return PATCHES.filter(({ file }) => fileName.replaceAll('\\', '/').endsWith(`/${file}`)).reduce(
    (text, { file, find, replace }) => {
      const parts = text.split(find);
      if (parts.length !== 2)
        throw new Error(`${file} has the text of its canary ${parts.length - 1} times, not once: ${find}`);
      return parts.join(replace);
    },
    source,
  );
}

export default {
  createTransformer(options) {
    const inner = swc.createTransformer(options);
    return {
      ...inner,
      process: (source, fileName, jest) => inner.process(patched(source, fileName), fileName, jest),
      processAsync: (source, fileName, jest) => inner.processAsync(patched(source, fileName), fileName, jest),
      getCacheKey: (source, fileName, jest) =>
        createHash('sha1')
          .update(inner.getCacheKey(patched(source, fileName), fileName, jest))
          .digest('hex'),
    };
  },
};

/** Compiles for Jest as `@swc/jest` does, after a change of the source. */
import swc from '@swc/jest';

/** @param change takes the source and the file's name */
export const transformerOf = (change) => ({
  createTransformer(options) {
    const inner = swc.createTransformer(options);
    const changed =
      (act) =>
      (source, fileName, ...rest) =>
        act(change(source, fileName), fileName, ...rest);
    return {
      ...inner,
      process: changed(inner.process),
      processAsync: changed(inner.processAsync),
      getCacheKey: changed(inner.getCacheKey),
    };
  },
});

/** A thread does not go through Jest: it runs the bundle that `worker-bundles.mjs` has made of its entry. */
export const withWorkerBundles = (source) =>
  source.replace(
    /new URL\(\s*'[^']*?([\w-]+\.worker\.js)',\s*import\.meta\.url,?\s*\)/g,
    "new URL('$1', process.env.WORKER_BUNDLES)",
  );

export default transformerOf(withWorkerBundles);

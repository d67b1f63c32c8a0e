/**
 * A source with its canary's defect. The patches come by the environment, and no file of the work tree is
 * touched.
 */
const PATCHES = JSON.parse(process.env.CANARY_PATCHES ?? '[]');

/** @throws when a patch finds its text not exactly once */
export function patched(source, fileName) {
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

/** Vite replaces it by the version of package.json. */
declare const __VERSION__: string;

/** The version that these pages were built from. */
export const VERSION: string = __VERSION__;

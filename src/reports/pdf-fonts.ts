import { createRequire } from 'node:module';

/** PDFKit begins with Helvetica, and looks for it beside its own file, unless it is told another font. */
export const NO_FONT = '';

/** Where a font of the package family `@expo-google-fonts` lies. @param name `tinos/700Bold/Tinos_700Bold` */
export const fontFile = (name: string): string =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/${name}.ttf`);

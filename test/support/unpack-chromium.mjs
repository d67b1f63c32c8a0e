import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Unpacks the Chromium that lies inside the npm package into TMPDIR, with a font list that names its own
 * fonts alone, so that a page looks the same on every machine. A process of its own: the package reads the
 * environment once, at its start. Argument: the folder under which all of it will be found later.
 */
process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
const { default: chromium } = await import('@sparticuz/chromium');
await chromium.executablePath();
const home = process.argv[2];
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>`;
await writeFile(join(process.env.TMPDIR, 'fonts.conf'), fonts);

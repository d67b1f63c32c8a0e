import { VERSION } from '../version/version.js';

type Level = 'info' | 'fatal';
const LEVELS: Record<Level, number> = { info: 30, fatal: 60 };

/**
 * Writes what must be heard whatever `LOG_LEVEL` is: a JSON line on stdout in the log's form. At a terminal
 * it is the text alone.
 */
function say(level: Level, message: string, fields: object = {}): void {
  const line = process.stdout.isTTY
    ? message
    : JSON.stringify({
        level: LEVELS[level],
        time: new Date().toISOString(),
        context: 'Service',
        ...fields,
        msg: message,
      });
  process.stdout.write(`${line}\n`);
}

/** A blank follows each address, so that programs find where it ends. */
export const serviceLines = {
  setUp: (link: string): void => say('info', `set-up: ${link} (works once, for the first owner)`),
  listening: (url: string): void =>
    say('info', `listening on ${url} (version ${VERSION})`, { url, version: VERSION }),
  /** A line each: to stderr for the person who started it, and to the log. */
  ends(what: string, reasons: string[]): void {
    const lines = reasons.map((reason) => `diemcau ${what}: ${reason}`);
    process.stderr.write(lines.map((line) => `${line}\n`).join(''));
    if (!process.stdout.isTTY) lines.forEach((line) => say('fatal', line));
  },
  /** A fault that nobody caught. Node prints it to stderr, and ends the process. */
  crashed(fault: unknown): void {
    if (process.stdout.isTTY) return;
    const { name, message, stack } = fault instanceof Error ? fault : new Error(String(fault));
    say('fatal', `diemcau crashed: ${message}`, { err: { name, message, stack } });
  },
};

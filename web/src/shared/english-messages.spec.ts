import { describe, expect, it } from '@jest/globals';
import console_ from '#messages/en/console.js';
import organizer from '#messages/en/organizer.js';
import trainee from '#messages/en/trainee.js';

const ONE = String.raw`(?<![\d.,–-])\b1 (?!(?:is|was|has|as|does|of|ms)\b)(?:more |new |changed )?`;
const PLURAL = new RegExp(String.raw`${ONE}([a-z]+s|people|entries|have|were|exist)\b`);
/** Every sentence of the messages, each figure in it being 1. */
function sentences(messages: unknown, path = ''): [string, string][] {
  if (typeof messages === 'string') return [[path, messages]];
  if (typeof messages === 'function') {
    const made = ['1', 1].map((figure) => {
      try {
        return (messages as (...figures: unknown[]) => unknown)(
          ...Array.from({ length: messages.length }, () => figure),
        );
      } catch {
        return '';
      }
    });
    // Some take a number, some a formatted figure; the other type is no fault.
    const texts = made.filter((one): one is string => typeof one === 'string');
    return [[path, texts.find((one) => !PLURAL.test(one)) ?? texts[0] ?? '']];
  }
  if (typeof messages !== 'object' || messages === null) return [];
  return Object.entries(messages).flatMap(([name, one]) => sentences(one, `${path}.${name}`));
}
describe('English messages', () => {
  it.each([
    ['console', console_],
    ['organizer', organizer],
    ['trainee', trainee],
  ])('of the %s say one thing in the singular', (_, messages) => {
    const found = sentences(messages);
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter(([, text]) => PLURAL.test(text))).toEqual([]);
  });
});

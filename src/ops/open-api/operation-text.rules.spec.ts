import { describe, expect, it } from '@jest/globals';
import { sentencesOf, whoMay } from './operation-text.rules.js';

describe('a comment above a route', () => {
  it.each([
    ['Lists sites.', 'Lists sites', ''],
    ['Lists sites. In order\n of code.', 'Lists sites', 'In order of code.'],
    ['Writes a .docx of one day. Who came.', 'Writes a .docx of one day', 'Who came.'],
    ['Takes `a.b` as well', 'Takes `a.b` as well', ''],
  ])('%j has a first sentence', (comment, summary, rest) =>
    expect(sentencesOf(comment)).toEqual({ summary, rest }),
  );
});

describe('who may, in words', () => {
  it.each([
    [['anyone'], 'read', false, 'For anyone: nobody has to be signed in.'],
    [['anyone'], 'read', true, 'For anyone; who is signed in may see more.'],
    [
      ['owner'],
      'browser',
      true,
      'For organizers with the role `owner`. No token may do it: sign in by a browser.',
    ],
    [
      ['steward', 'viewer', 'trainee'],
      'read',
      true,
      'For organizers with the role `steward` or more, walls and trainees. A token needs the scope `read`.',
    ],
    [['coordinator'], 'setup:write', true, 'For consoles.'],
  ] as const)('%j, a token that needs %s', (allowed, need, asksWho, words) =>
    expect(whoMay(allowed, need, asksWho)).toBe(words),
  );
});

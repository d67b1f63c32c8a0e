import { describe, expect, it } from '@jest/globals';
import { countOf } from './count-of.js';

describe('countOf', () => {
  it.each([
    [countOf(0, 'site'), '0 sites'],
    [countOf(1, 'site'), '1 site'],
    [countOf(1, 'entry', 'entries'), '1 entry'],
    [countOf(21, 'entry', 'entries'), '21 entries'],
  ])('%s', (text, expected) => expect(text).toBe(expected));
});

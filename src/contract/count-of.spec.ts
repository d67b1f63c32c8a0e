import { describe, expect, it } from '@jest/globals';
import { countOf, peopleOf } from './count-of.js';

describe('countOf', () => {
  it.each([
    [countOf(0, 'site'), '0 sites'],
    [countOf(1, 'site'), '1 site'],
    [countOf('1', 'entry', 'entries'), '1 entry'],
    [countOf('1,204', 'row'), '1,204 rows'],
    [peopleOf(1), '1 person'],
    [peopleOf('21'), '21 people'],
  ])('%s', (text, expected) => expect(text).toBe(expected));
});

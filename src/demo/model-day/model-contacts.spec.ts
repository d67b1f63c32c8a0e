import { describe, expect, it } from '@jest/globals';
import { withContacts } from './model-contacts.js';
import { sitesOfSize } from './model-sites.js';

describe('the persons in charge of the model day', () => {
  const sites = withContacts(sitesOfSize(2_000));

  it('have a name and a number of their own at every site, and numbers that are seen to be invented', () => {
    expect(sites.slice(0, 2).map(({ contactPhone }) => contactPhone)).toEqual([
      '0900 000 001',
      '0900 000 002',
    ]);
    expect(new Set(sites.map(({ contactPhone }) => contactPhone)).size).toBe(2_000);
    for (const { contactName, contactPhone } of sites) {
      expect(contactName).toMatch(/^\p{L}+( \p{L}+){2,3}$/u);
      expect(contactPhone).toMatch(/^0900 \d{3} \d{3}$/);
    }
  });

  it('are spread over three lines, and no line has nearly all of them', () => {
    const lines = sites.map(({ line }) => line);
    const counts = [...new Set(lines)].map((name) => lines.filter((line) => line === name).length);
    expect(counts).toHaveLength(3);
    expect(Math.max(...counts)).toBeLessThan(1_200);
  });

  it('are the same each time', () => expect(withContacts(sitesOfSize(2_000))).toEqual(sites));
});

import type { Addressees } from '#contract/announcement.js';
import { addresseesOf, draftOf } from './addressees.rules.js';

describe('the addressees of a form', () => {
  it.each<[Addressees]>([
    [{ all: true }],
    [{ parentId: 'p' }],
    [{ siteLevel: 'ward' }],
    [{ siteIds: ['a', 'b'] }],
    [{ state: 'lost' }],
  ])('%j is shown as it is stored', (to) => expect(addresseesOf(draftOf(to))).toEqual(to));

  it('have the names that are known', () => {
    const named = [{ id: 'a', code: 'A', name: 'Xã Sơn Hải' }];
    expect(draftOf({ siteIds: ['a', 'b'] }, named).sites.map(({ name }) => name)).toEqual(['Xã Sơn Hải', '']);
    expect(draftOf({ parentId: 'a' }, named).part?.name).toBe('Xã Sơn Hải');
  });

  it('are nobody until a part or a site is chosen', () => {
    const draft = draftOf({ all: true });
    expect(addresseesOf({ ...draft, choice: 'part' })).toBeNull();
    expect(addresseesOf({ ...draft, choice: 'sites' })).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { pathOf, routeOf, secretOf, withQuery } from './route.js';

describe('addresses of the organizer', () => {
  it.each([
    ['/organizer', { page: 'conferences' }],
    ['/organizer/', { page: 'conferences' }],
    ['/organizer/c/tap-huan', { page: 'conference', slug: 'tap-huan', section: null }],
    ['/organizer/c/tap-huan/sites', { page: 'conference', slug: 'tap-huan', section: 'sites' }],
    ['/organizer/c/tap-huan/nothing', { page: 'unknown' }],
    ['/organizer/c/tap-huan/sites/more', { page: 'unknown' }],
    ['/organizer/c/%E0%A4%A/board', { page: 'conference', slug: '%E0%A4%A', section: 'board' }],
    ['/elsewhere', { page: 'unknown' }],
  ])('%s', (path, route) => expect(routeOf(path)).toEqual(route));

  it('leads back to the route that it was made from', () =>
    expect(routeOf(pathOf('a-b', 'pairing'))).toEqual({
      page: 'conference',
      slug: 'a-b',
      section: 'pairing',
    }));
  it('changes the given fields of the query and keeps the rest', () => {
    expect(withQuery('?show=lost&q=a', { show: null, site: '1' })).toBe('?q=a&site=1');
    expect(withQuery('?show=lost', { show: '' })).toBe('');
  });
  it('reads secrets from the fragment alone, and only those it knows', () => {
    expect(secretOf('#set-up=abcdefghij')).toEqual({ kind: 'set-up', token: 'abcdefghij' });
    expect(secretOf('#view=abc_def-ghij')).toEqual({ kind: 'view', token: 'abc_def-ghij' });
    expect(secretOf('#other=abcdefghij')).toBeNull();
    expect(secretOf('')).toBeNull();
  });
});

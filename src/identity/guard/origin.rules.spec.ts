import { describe, expect, test } from '@jest/globals';
import { provenanceOf } from './origin.rules.js';

const HOST = 'cau.example:3000';
describe('where a request comes from', () => {
  test.each([
    [{ origin: undefined, secFetchSite: undefined }, 'unknown'],
    [{ origin: `http://${HOST}`, secFetchSite: undefined }, 'own'],
    [{ origin: `https://${HOST}`, secFetchSite: 'same-origin' }, 'own'],
    [{ origin: 'https://public.example', secFetchSite: undefined }, 'own'],
    [{ origin: undefined, secFetchSite: 'same-origin' }, 'own'],
    [{ origin: 'https://evil.example', secFetchSite: undefined }, 'foreign'],
    [{ origin: 'https://evil.example', secFetchSite: 'cross-site' }, 'foreign'],
    [{ origin: 'http://cau.example', secFetchSite: undefined }, 'foreign'],
    [{ origin: 'http://cau.example:3000.evil.example', secFetchSite: undefined }, 'foreign'],
    [{ origin: 'null', secFetchSite: undefined }, 'foreign'],
    [{ origin: '', secFetchSite: undefined }, 'foreign'],
    [{ origin: undefined, secFetchSite: 'cross-site' }, 'foreign'],
    [{ origin: undefined, secFetchSite: 'same-site' }, 'foreign'],
    [{ origin: undefined, secFetchSite: 'none' }, 'foreign'],
  ] as const)('%j: %s', (headers, provenance) =>
    expect(provenanceOf({ ...headers, host: HOST }, 'https://public.example')).toBe(provenance),
  );
});

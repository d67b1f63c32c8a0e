import { describe, expect, it } from '@jest/globals';
import { type LinkAccess, linkAccess } from './link-access.rules.js';

describe('who can open a link of the service', () => {
  it.each<[string, LinkAccess]>([
    ['http://127.0.0.1:3000/console#pair=X', 'only-here'],
    ['http://127.10.0.9/console', 'only-here'],
    ['http://127.1/console', 'only-here'],
    ['https://127.0.0.1', 'only-here'],
    ['http://localhost:3000/console', 'only-here'],
    ['http://LOCALHOST./console', 'only-here'],
    ['http://cau.localhost', 'only-here'],
    ['http://[::1]:3000/console', 'only-here'],
    ['http://[0:0:0:0:0:0:0:1]', 'only-here'],
    ['http://[::ffff:127.0.0.1]', 'only-here'],
    ['http://0.0.0.0:3000', 'only-here'],
    ['http://[::]:3000', 'only-here'],
    ['http://192.168.1.20:3000/console', 'no-https'],
    ['http://cau.bacgiang.gov.vn', 'no-https'],
    ['http://127.bacgiang.gov.vn', 'no-https'],
    ['http://mylocalhost', 'no-https'],
    ['http://[fd00::1]', 'no-https'],
    ['https://cau.bacgiang.gov.vn/console', 'everywhere'],
    ['https://192.168.1.20', 'everywhere'],
  ])('%s: %s', (address, reach) => expect(linkAccess(address)).toBe(reach));
});

import { describe, expect, it } from '@jest/globals';
import { securityHeaders } from './security-headers.js';

describe('HSTS', () => {
  it('is told over https, for this name alone: other machines below it may have no TLS', () => {
    expect(securityHeaders(true)['strict-transport-security']).toBe('max-age=31536000');
  });
  it('is not told without TLS', () => {
    expect(securityHeaders(false)).not.toHaveProperty('strict-transport-security');
  });
});

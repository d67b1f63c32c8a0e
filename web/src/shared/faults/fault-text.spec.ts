import type { ProblemCode } from '#contract/problem.js';
import { ApiFault } from '../api.js';
import { faultText } from './fault-text.js';

const texts = new Proxy({} as Record<ProblemCode | 'network' | 'foreign' | 'foreign-too-large', string>, {
  get: (_, code) => (code === 'of-a-newer-service' ? undefined : String(code)),
});

it.each<[string, ApiFault, string]>([
  ['the service refuses a file', new ApiFault('request.too-large', 413), 'request.too-large'],
  ['a proxy refuses a file, in a page of its own', new ApiFault('foreign', 413), 'foreign-too-large'],
  ['somebody else answers', new ApiFault('foreign', 502), 'foreign'],
  ['nobody answers', new ApiFault('network', 0), 'network'],
  ['a newer code', new ApiFault('of-a-newer-service' as ProblemCode, 400), 'server.failed'],
])('%s', (_, fault, code) => expect(faultText(fault, texts)).toBe(code));

it('leaves a fault of the program to who looks for it', () =>
  expect(() => faultText(new TypeError('x'), texts)).toThrow(TypeError));

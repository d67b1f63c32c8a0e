import type { ProblemCode } from '#contract/problem.js';
import { ApiFault } from '../api.js';

/**
 * For every code that a page may meet; `network`: no answer, `foreign`: not ours, `foreign-too-large`: a
 * proxy in front takes no such file.
 */
type FaultTexts = Record<ProblemCode | 'network' | 'foreign' | 'foreign-too-large', string>;

/**
 * What happened and what to do, in the reader's language. A fault that is not the service's is an
 * error of the program: thrown on.
 */
export function faultText(fault: unknown, texts: FaultTexts): string {
  if (!(fault instanceof ApiFault)) throw fault;
  if (fault.code === 'foreign' && fault.status === 413) return texts['foreign-too-large'];
  // A newer service may know codes that this page does not.
  return texts[fault.code] ?? texts['server.failed'];
}

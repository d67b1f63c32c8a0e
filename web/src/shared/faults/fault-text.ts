import type { ProblemCode } from '#contract/problem.js';
import { ApiFault } from '../api.js';

/** For every code that a page may meet; `network`: no answer, `foreign`: not ours. */
type FaultTexts = Record<ProblemCode | 'network' | 'foreign', string>;

/**
 * What happened and what to do, in the reader's language. A fault that is not the service's is an
 * error of the program: thrown on.
 */
export function faultText(fault: unknown, texts: FaultTexts): string {
  if (!(fault instanceof ApiFault)) throw fault;
  // A newer service may know codes that this page does not.
  return texts[fault.code] ?? texts['server.failed'];
}

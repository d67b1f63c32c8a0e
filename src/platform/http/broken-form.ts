import { Problem } from './problem.js';

/** The form reader's own complaints about a broken form as the sender's fault, which they are; everything else as it was thrown. */
export function understoodForm(fault: unknown): unknown {
  if (fault instanceof Problem || !(fault instanceof Error)) return fault;
  const { code, statusCode } = fault as Error & { code?: string; statusCode?: number };
  const isForm = code?.startsWith('FST_') === true || /multipart|malformed|terminated early|boundary/i.test(fault.message);
  return isForm && statusCode !== 413 ? new Problem('request.invalid', 'The form is broken or was cut off', { cause: fault }) : fault;
}

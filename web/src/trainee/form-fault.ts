import { codeIn, isMistyped } from '#contract/code-readings.js';
import type { FormFault } from '#contract/trainee-page.js';
import type { Messages } from '#messages/lazy/trainee.js';

/** What was wrong with the plain form, in words: those of the page, with and without its script. */
export function formComplaint({ code, typed, retryAfter }: FormFault, t: Messages): string {
  if (typed.trim() === '') return t.codeMissing;
  if (code === 'rate.limited') return t.codeWait(retryAfter ?? 60);
  if (code === 'auth.code-invalid' && isMistyped(codeIn(typed).code)) return t.codeMistyped;
  // What the form can send wrong is the code.
  return t.faults[code === 'request.invalid' ? 'auth.code-invalid' : code];
}

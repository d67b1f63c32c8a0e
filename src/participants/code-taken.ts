import { brokenConstraint } from '../platform/database/constraint.js';
import { Problem } from '../platform/http/problem.js';

/** @throws Problem participant.code-taken */
export async function orCodeTaken(writing: Promise<void>): Promise<void> {
  await writing.catch((fault: unknown) => {
    throw brokenConstraint(fault) === 'unique' ? new Problem('participant.code-taken') : fault;
  });
}

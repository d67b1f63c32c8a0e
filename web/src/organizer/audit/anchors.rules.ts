import type { AuditAnchor } from '#contract/audit.js';

/** Anchors in pasted lines of the log: JSON, or a number and the 64 digits after it. */
export function anchorsIn(text: string): AuditAnchor[] {
  return text.split('\n').flatMap((line) => {
    const hash = /\b[0-9a-f]{64}\b/.exec(line)?.[0];
    const seq = /"seq"\s*:\s*(\d+)/.exec(line)?.[1] ?? /^\D*(\d+)\b/.exec(line)?.[1];
    return hash && seq && Number(seq) > 0 ? [{ seq: Number(seq), hash }] : [];
  });
}

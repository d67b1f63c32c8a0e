import type { Messages } from '#messages/lazy/speaking.js';

/** Why the service did not take a request. A newer service may know codes that this page does not. */
export const reasonOf = ({ refusals }: Messages, code: string | null): string =>
  (refusals as Partial<Record<string, string>>)[code ?? ''] ?? refusals.other;

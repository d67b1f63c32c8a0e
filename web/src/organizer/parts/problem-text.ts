import { MATERIAL_EXTENSIONS } from '#contract/material.js';
import { ApiFault } from '../../shared/api.js';
import { faultText } from '../../shared/faults/fault-text.js';
import type { Messages } from '#messages/lazy/organizer.js';
import { textOf } from './text-of.js';

/** Answers `faultText`, with particulars that organizers can act on. */
export function problemText(fault: unknown, t: Messages): string {
  const [item] = (fault instanceof ApiFault && fault.problem?.errors) || [];
  const weakness = item && Object.entries(t.weaknesses).find(([code]) => code === item.code)?.[1];
  if (fault instanceof ApiFault && fault.code === 'conference.not-found') return t.noConference;
  return weakness ?? accepted(fault, t) ?? faultText(fault, t.faults);
}

/** Answers what would have been accepted instead. */
function accepted(fault: unknown, t: Messages): string | undefined {
  if (!(fault instanceof ApiFault)) return undefined;
  const missing = fault.problem?.errors?.map(({ path }) => `“${textOf(t.imports.names, path) ?? path}”`);
  if (fault.code === 'import.columns-missing' && missing) return t.imports.columnsMissing(missing.join(', '));
  return fault.code === 'material.type-refused'
    ? t.materials.typeRefused(MATERIAL_EXTENSIONS.join(', '))
    : undefined;
}

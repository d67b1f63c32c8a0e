import { ApiFault } from '../../shared/api.js';
import { faultText } from '../../shared/faults/fault-text.js';
import type { Messages } from '../messages/vi.js';

/** As `faultText`, with the particulars that organizers can act on. */
export function problemText(fault: unknown, t: Messages): string {
  const [item] = (fault instanceof ApiFault && fault.problem?.errors) || [];
  const weakness = item && Object.entries(t.weaknesses).find(([code]) => code === item.code)?.[1];
  return weakness ?? faultText(fault, t.faults);
}

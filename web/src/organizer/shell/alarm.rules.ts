/** How many alarms the device remembers to have rung. */
const REMEMBERED = 50;

/** The ids that rang on this device, as stored: oldest first. What is not such a list counts as none. */
export function rungOf(stored: string | null): string[] {
  try {
    const list: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** Adds the alarm; `null` if it has rung already, in this tab or another. */
export function withRung(rung: readonly string[], id: string): string[] | null {
  return rung.includes(id) ? null : [...rung, id].slice(-REMEMBERED);
}

/**
 * Watches one source. Answers whether the newest alarm is new: what was there at the first look rings for
 * nobody, and neither does an older one that is the newest left.
 */
export class AlarmWatch {
  #lastAt: string | null = null;

  isNew(newest: { at: string } | null): boolean {
    const before = this.#lastAt;
    this.#lastAt = newest && newest.at > (before ?? '') ? newest.at : (before ?? '');
    return before !== null && newest !== null && newest.at > before;
  }
}

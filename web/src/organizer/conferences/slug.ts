import { folded } from '#contract/folded.js';

const LENGTH = 40;

/**
 * Proposes a short address: `Tập huấn chuyển đổi số` → `tap-huan-chuyen-doi-so`. A long one ends at the end
 * of a word.
 */
export function slugOf(title: string): string {
  const whole = folded(title)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (whole.length <= LENGTH) return whole;
  const end = whole.lastIndexOf('-', LENGTH);
  return whole.slice(0, end > 0 ? end : LENGTH);
}

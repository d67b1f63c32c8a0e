import { folded } from '#contract/folded.js';

const LENGTH = 40;

const LONGEST = 60;

/** Proposes an address beside one that is taken: `lop` → `lop-2`, `lop-2` → `lop-3`. */
export function slugBeside(slug: string): string {
  const [, head, number] = /^(.*?)(?:-(\d{1,3}))?$/.exec(slug)!;
  const tail = `-${number === undefined ? 2 : Number(number) + 1}`;
  return head!.slice(0, LONGEST - tail.length) + tail;
}

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

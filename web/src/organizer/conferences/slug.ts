import { folded } from '#contract/folded.js';

/** A first proposal for the short address: `Tập huấn chuyển đổi số` → `tap-huan-chuyen-doi-so`. */
export function slugOf(title: string): string {
  return folded(title)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}

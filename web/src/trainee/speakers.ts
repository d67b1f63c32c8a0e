import type { Speaker } from '#contract/schedule.js';

/** `GS. Hồ Tú Bảo, VIASM`. */
export const speakerLine = ({ title, name, affiliation }: Speaker): string =>
  [[title, name].filter(Boolean).join(' '), affiliation].filter(Boolean).join(', ');

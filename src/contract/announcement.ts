import type { Id, Instant } from './wire.js';

export const ANNOUNCEMENT_LEVELS = ['info', 'important', 'urgent'] as const;
export type AnnouncementLevel = (typeof ANNOUNCEMENT_LEVELS)[number];

/** A message of organizers to sites, in the form for consoles. No route posts one yet. */
export interface Announcement {
  id: Id;
  text: string;
  level: AnnouncementLevel;
  /** True: the site has to say that it has read this. */
  acknowledge: boolean;
  /** Not shown after this; `null` if it stays until it is ended. */
  showUntil: Instant | null;
}

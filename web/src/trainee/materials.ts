import type { Material } from '#contract/material.js';
import type { Schedule, ScheduledSession } from '#contract/schedule.js';

export interface MaterialGroup {
  /** `null` for materials of the whole conference. */
  session: ScheduledSession | null;
  materials: Material[];
}
/**
 * What can be downloaded: the conference's own first, then by session in the
 * order of the day. No group is empty.
 */
export function materialGroups({
  materials,
  sessions,
}: Pick<Schedule, 'materials' | 'sessions'>): MaterialGroup[] {
  return [
    { session: null, materials },
    ...sessions.map((session) => ({ session, materials: session.materials })),
  ].filter((group) => group.materials.length > 0);
}

/** `PDF`: what people call a file's type is the end of its name. */
export const fileKind = ({ fileName }: Pick<Material, 'fileName'>): string =>
  (/\.([A-Za-z0-9]{1,5})$/.exec(fileName)?.[1] ?? '').toUpperCase();

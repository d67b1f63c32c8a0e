import type { AuditLine } from '#contract/audit.js';
import type { Messages } from '#messages/lazy/organizer.js';

/** The act in words; an act of a newer service by its name. */
export function actText(t: Messages['audit'], { act }: AuditLine): string {
  const texts: Readonly<Record<string, string>> = t.acts;
  return texts[act] ?? act;
}

/** What stands beside the act: the code of a site, how many, which paper, which way to sign in. */
export function detailText(t: Messages['audit'], { detail }: AuditLine): string {
  const attempts: Readonly<Record<string, string>> = t.attempts;
  const { code, created, updated, made, count, kind, what, by, backupOf } = (detail ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof code === 'string') return code;
  if (typeof what === 'string') return what;
  if (typeof by === 'string') return by;
  if (typeof created === 'number') return t.imported(created, typeof updated === 'number' ? updated : 0);
  if (typeof made === 'number') return t.made(made);
  if (typeof backupOf === 'string') return backupOf;
  const times = typeof count === 'number' && count > 1 ? t.times(count) : '';
  return [typeof kind === 'string' && attempts[kind], times].filter(Boolean).join(' · ');
}

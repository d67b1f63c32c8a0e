import { ABSENCE_REASONS, type WalkIn } from '../../contract/attendance.js';
import { personName } from '../model-day/model-people.js';
import type { Random } from '../random.js';
import type { Cut, DayLength } from './day-plan.js';

/** How long things take, in milliseconds from the start of the day: the readiness phase is before it. */
export interface Pace extends DayLength {
  /** Punctual sites are there by then. */
  comesWithin: number;
  /** A roll is taken this long after coming, at the most. */
  rollWithin: number;
}

/**
 * An act of a coordinator, and its time. `who` is an index of the roster, a walk-in,
 * or a code of another site's person.
 */
export interface PlannedAction {
  at: number;
  kind: 'present' | 'absent' | 'left' | 'undo';
  who: { member: number } | { walkIn: WalkIn } | { code: string };
  reason?: string;
  substituteFor?: number;
  /** Undoes the last act about this member. */
  isUndo?: boolean;
}
export interface SitePlan {
  comesAt: number;
  acts: PlannedAction[];
  /** When the whole roll is confirmed, and how far the heads differ from the names; `null` if never. */
  confirms: { at: number; miscount: number; note?: string } | null;
  /** Times without a line. */
  cuts: Cut[];
  /** Sends a batch twice, as a console does whose answer was lost. */
  repeats: boolean;
}

/** One site's day, decided by the seed alone. `visitors`: codes of other sites' people who turn up here. */
export function planSite(
  rosterSize: number,
  visitors: readonly string[],
  pace: Pace,
  random: Random,
): SitePlan {
  const isLate = random.chance(0.06);
  const comesAt = isLate
    ? random.between(pace.comesWithin, Math.min(pace.comesWithin * 4, Math.floor(pace.until * 0.5)))
    : random.between(0, pace.comesWithin);
  const acts = [
    ...roll(rosterSize, comesAt, pace, random),
    ...extras(rosterSize, comesAt + pace.rollWithin, pace, visitors, random),
  ].sort((a, b) => a.at - b.at);
  const cuts = random.chance(0.12) ? [cut(comesAt, pace, random)] : [];
  return {
    comesAt,
    acts,
    cuts,
    repeats: random.chance(0.05),
    confirms: random.chance(0.85) ? confirming(comesAt + pace.rollWithin, pace, random) : null,
  };
}

/** Most count as many heads as they have names; of the others most say why. */
function confirming(from: number, pace: Pace, random: Random): SitePlan['confirms'] {
  const at = random.between(from, Math.max(from + 1, Math.floor(pace.until * 0.6)));
  if (random.chance(0.85)) return { at, miscount: 0 };
  const miscount = random.pick([-2, -1, 1, 2]);
  return {
    at,
    miscount,
    ...(random.chance(0.7)
      ? { note: miscount > 0 ? 'Lái xe và cán bộ kỹ thuật có mặt trong phòng' : 'Có người ra ngoài khi đếm' }
      : {}),
  };
}

function cut(comesAt: number, pace: Pace, random: Random): Cut {
  const from = random.between(comesAt + 3_000, Math.max(comesAt + 4_000, Math.floor(pace.until * 0.6)));
  return { from, to: Math.min(from + random.between(8_000, 60_000), Math.floor(pace.until * 0.85)) };
}

/** Half of the coordinators mark all present at one stroke and then untick; the others go down the list. */
function roll(size: number, comesAt: number, pace: Pace, random: Random): PlannedAction[] {
  const startsAt = comesAt + random.between(1_000, Math.max(1_500, pace.rollWithin / 3));
  const isAtOnce = random.chance(0.5);
  const step = (pace.rollWithin * 0.6) / Math.max(size, 1);
  return Array.from({ length: size }, (_, member): PlannedAction[] => {
    const at = isAtOnce ? startsAt : startsAt + Math.floor(member * step);
    const present: PlannedAction = { at, kind: 'present', who: { member } };
    const lot = random.next();
    if (lot < 0.02) return [];
    if (lot < 0.07)
      return [{ at: at + 500, kind: 'absent', who: { member }, reason: random.pick(ABSENCE_REASONS) }];
    if (lot < 0.08)
      return [
        present,
        { at: at + 1_500, kind: 'undo', who: { member }, isUndo: true },
        { at: at + 2_000, kind: 'absent', who: { member }, reason: 'sick' },
      ];
    return [present];
  }).flat();
}

/** Walk-ins, substitutes, late arrivals, people of other sites, and a few who leave early. */
function extras(
  size: number,
  from: number,
  pace: Pace,
  visitors: readonly string[],
  random: Random,
): PlannedAction[] {
  const later = (): number => random.between(from, Math.max(from + 1, Math.floor(pace.until * 0.8)));
  const acts: PlannedAction[] = visitors.map((code) => ({
    at: later(),
    kind: 'present' as const,
    who: { code },
  }));
  if (random.chance(0.1))
    acts.push({
      at: later(),
      kind: 'present',
      who: { walkIn: { fullName: personName(random), unit: 'Khách mời' } },
    });
  if (size > 3 && random.chance(0.08)) {
    const at = later();
    acts.push({ at, kind: 'absent', who: { member: 1 }, reason: 'business_trip' });
    acts.push({
      at: at + 1_000,
      kind: 'present',
      who: { walkIn: { fullName: personName(random), unit: 'Người được cử thay' } },
      substituteFor: 1,
    });
  }
  if (size > 5 && random.chance(0.5))
    acts.push({ at: later(), kind: 'present', who: { member: random.between(2, size - 1) } });
  if (size > 8 && random.chance(0.05))
    acts.push({ at: later(), kind: 'left', who: { member: random.between(2, size - 1) }, reason: 'excused' });
  return acts;
}

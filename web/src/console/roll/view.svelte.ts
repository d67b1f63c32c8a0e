import { SvelteMap } from 'svelte/reactivity';
import type { Mode, WalkIn } from '#contract/attendance.js';
import type { Guest } from '#contract/participant.js';
import { UNMARKED } from '#contract/standing.js';
import type { Id } from '#contract/wire.js';
import { texts } from '../messages/messages.js';
import type { RollAction } from '../outbox/roll-action.rules.js';
import type { CheckpointChoice } from './checkpoint-choice.svelte.js';
import type { RollActions } from './roll-actions.svelte.js';
import type { RollClosing } from './roll-closing.svelte.js';
import type { Roll } from './roll.svelte.js';
import { searchRows, isPresent, maySay, type RollRow } from './roll.rules.js';

/** What the coordinator searches for, unfolds and focuses on the roll, and the marks that they make. */
export class RollView {
  search = $state('');
  /** The person whose code is typed into the search. */
  codeOwner = $state<Id | null>(null);
  /** True if the search holds a code or the beginning of one, and a line says so. */
  isCode = $state(false);
  focused = $state<Id | null>(null);
  /** Text for screen readers. */
  announcement = $state('');
  /** Why the last tap did nothing. */
  obstacle = $state<'not-open' | 'confirmed' | null>(null);
  /**
   * People whose choices are unfolded, the reasons alone or all. They stay unfolded until a choice is made,
   * so that nothing moves under the finger.
   */
  readonly unfolded = new SvelteMap<Id, 'reasons' | 'all'>();

  private readonly roll: Roll;
  private readonly checkpoints: CheckpointChoice;
  private readonly closing: RollClosing;
  private readonly actions: RollActions;
  constructor(roll: Roll, checkpoints: CheckpointChoice, closing: RollClosing, actions: RollActions) {
    this.roll = roll;
    this.checkpoints = checkpoints;
    this.closing = closing;
    this.actions = actions;
  }

  shown: RollRow[] = $derived.by(() => {
    const { rows } = this.roll;
    return this.codeOwner === null
      ? searchRows(rows, this.search)
      : rows.filter((row) => row.participantId === this.codeOwner);
  });
  unmarked: RollRow[] = $derived.by(() =>
    this.roll.rows.filter((row) => row.standing.state === 'unmarked' && !row.isGuest),
  );
  isAllUndoable = $derived.by(
    () => this.actions.undoable?.kind === 'present' && this.actions.undoable.rows.length > 1,
  );

  /**
   * Handles a tap on the row: unmarked → present; present → absent with its reasons unfolded; absent or left
   * → present. A guest who is present cannot be absent here, so their choices unfold.
   */
  toggle(row: RollRow): void {
    const isHere = isPresent(row.standing.state) && !row.isElsewhere;
    if (isHere && row.isGuest) this.toggleChoices(row.participantId);
    else if (isHere) this.markAbsent(row, 'unknown', false);
    else this.markPresent(row, row.mode);
  }
  markPresent(row: RollRow, mode: Mode): void {
    this.foldChoices(row.participantId);
    void this.perform(
      { kind: 'present', people: [{ ...row, mode }], method: this.search ? 'search' : 'roll_call' },
      texts.t.announce.marked(row.fullName, texts.t.states[mode]),
    );
  }
  markAbsent(row: RollRow, reason: string, isDone = true): void {
    if (!this.mayMark() || !maySay('absent', row)) return;
    if (isDone) this.foldChoices(row.participantId);
    else if (!this.unfolded.has(row.participantId)) this.unfolded.set(row.participantId, 'reasons');
    if (row.standing.state === 'absent' && row.standing.reason === reason) return;
    void this.perform(
      { kind: 'absent', person: row, reason },
      texts.t.announce.marked(row.fullName, texts.t.states.absent),
    );
  }
  markLeft(row: RollRow): void {
    this.foldChoices(row.participantId);
    void this.perform(
      { kind: 'left', person: row },
      texts.t.announce.marked(row.fullName, texts.t.states.left),
    );
  }
  addSubstitute(row: RollRow, walkIn: WalkIn): void {
    this.foldChoices(row.participantId);
    void this.perform(
      { kind: 'substitute', absent: row, walkIn, reason: 'unknown' },
      texts.t.announce.marked(walkIn.fullName, texts.t.states.in_person),
    );
  }
  addWalkIn(walkIn: WalkIn): void {
    void this.perform(
      { kind: 'walk-in', walkIn, mode: 'in_person' },
      texts.t.announce.marked(walkIn.fullName, texts.t.states.in_person),
    );
  }
  /** Marks a person of another roster as present. */
  markGuest(guest: Guest, method: 'search' | 'qr' = 'search'): Promise<boolean> {
    const { participantId, fullName } = guest;
    const announcement = texts.t.announce.marked(fullName, texts.t.states.in_person);
    const standing = this.roll.rows.find((row) => row.participantId === participantId)?.standing ?? UNMARKED;
    const isKnown = this.roll.members.some((member) => member.participantId === participantId);
    if (isKnown)
      return this.perform(
        { kind: 'present', people: [{ participantId, standing, mode: 'in_person' }], method },
        announcement,
      );
    return this.perform({ kind: 'guest', guest, method }, announcement);
  }
  markAllPresent(): void {
    if (this.unmarked.length === 0) return;
    void this.perform(
      { kind: 'present', people: [...this.unmarked] },
      texts.t.announce.markedMany(this.unmarked.length),
    );
  }
  /** Marks the person of a code whom only the service can name. */
  markCode({ code, codeHash }: { code: string; codeHash: string }): Promise<boolean> {
    return this.perform(
      { kind: 'code', code, codeHash },
      texts.t.announce.marked(code, texts.t.states.in_person),
    );
  }
  markScanned(row: RollRow): Promise<boolean> {
    return this.perform(
      { kind: 'present', people: [{ ...row, mode: 'in_person' }], method: 'qr' },
      texts.t.announce.marked(row.fullName, texts.t.states.in_person),
    );
  }

  /** Answers whether people may be marked now; if not, the page says why. */
  mayMark(): boolean {
    this.obstacle = this.checkpoints.shown === null ? null : this.closing.obstacle;
    return this.closing.isOpen;
  }

  undoLast(): void {
    const last = this.actions.undoable;
    if (!last) return;
    void this.actions.undo(last.rows).then(() => this.undone());
  }
  undoRow(row: RollRow): void {
    this.foldChoices(row.participantId);
    if (row.undoable && this.mayMark())
      void this.actions
        .perform({ kind: 'undo', entries: [{ id: row.undoable, participantId: row.participantId }] })
        .then(() => this.undone());
  }
  /** Answers whether the last action was about this person alone; its undo then stands at the row. */
  isLastMarked(participantId: Id): boolean {
    const last = this.actions.undoable;
    if (!last || last.kind === 'undo' || this.isAllUndoable) return false;
    return last.rows.some((row) => row.participantId === participantId && row.entry.kind !== 'undo');
  }

  toggleChoices(participantId: Id): void {
    if (!this.unfolded.has(participantId) && !this.mayMark()) return;
    if (this.unfolded.get(participantId) === 'all') this.unfolded.delete(participantId);
    else this.unfolded.set(participantId, 'all');
  }
  /** Folds away what was unfolded for another checkpoint, or before the roll was confirmed. */
  foldAll(): void {
    this.unfolded.clear();
    this.obstacle = null;
  }
  /** Folds the choices away; focus inside them returns to the row. */
  foldChoices(participantId: Id): void {
    if (!this.unfolded.delete(participantId)) return;
    const isInside =
      document.activeElement?.closest('[data-person]')?.getAttribute('data-person') === participantId;
    if (isInside)
      document
        .querySelector<HTMLElement>(`[data-person="${participantId}"] [data-row]`)
        ?.focus({ preventScroll: true });
  }

  private undone(): void {
    this.actions.last = null;
    this.announcement = texts.t.announce.undone;
  }
  private async perform(action: RollAction, announcement: string): Promise<boolean> {
    if (!this.mayMark() || !(await this.actions.perform(action))) return false;
    this.announcement = announcement;
    return true;
  }
}

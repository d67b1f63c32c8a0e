import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HelpActor, HelpState } from '../contract/help.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** A call as it was made. Never changed: what becomes of it is a row of its own. */
@Entity('help_call')
@PersonalData<HelpCallRow>({ conference: 'conferenceId', columns: { message: 'note', actorKind: 'none' } })
export class HelpCallRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  /**
   * From the service's change counter: the order of calls whatever the clock does. PostgreSQL returns it as
   * text.
   */
  @Column({ type: 'bigint' })
  seq: number | string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  @Column({ type: 'text' })
  message: string;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 12 })
  actorKind: HelpActor['kind'];
  @Column({ type: 'varchar', length: 36 })
  actorId: string;
}

/** The one change of state that a call goes through: when, by whom, with which words. */
@Entity('help_closing')
@PersonalData<HelpClosingRow>({
  conference: { column: 'callId', of: 'help_call' },
  columns: { message: 'note', state: 'none', actorKind: 'none' },
})
export class HelpClosingRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  callId: string;
  @Column({ type: 'varchar', length: 10 })
  state: Exclude<HelpState, 'open'>;
  @Column({ type: 'text', nullable: true })
  message: string | null;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 12 })
  actorKind: HelpActor['kind'];
  @Column({ type: 'varchar', length: 36 })
  actorId: string;
}

/** Somebody took the call in hand. The row with the highest `seq` says who has it. */
@Entity('help_taking')
@PersonalData<HelpTakingRow>({ conference: { column: 'callId', of: 'help_call' }, columns: { name: 'note' } })
export class HelpTakingRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  callId: string;
  /** From the service's change counter. PostgreSQL returns it as text. */
  @PrimaryColumn({ type: 'bigint' })
  seq: number | string;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 36 })
  accountId: string;
  /** As the account was called then. */
  @Column({ type: 'varchar', length: 200 })
  name: string;
}

/** An answer that left the call open. */
@Entity('help_answer')
@PersonalData<HelpAnswerRow>({
  conference: { column: 'callId', of: 'help_call' },
  columns: { text: 'note', name: 'note' },
})
export class HelpAnswerRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  callId: string;
  /** From the service's change counter. PostgreSQL returns it as text. */
  @Column({ type: 'bigint' })
  seq: number | string;
  @Column({ type: 'text' })
  text: string;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 36 })
  accountId: string;
  /** As the account was called then. */
  @Column({ type: 'varchar', length: 200 })
  name: string;
}

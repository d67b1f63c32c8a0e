import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RevokedDevice } from '../guard/actor.decorator.js';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/**
 * The sign-in of a console that an organizer has revoked: good for handing in what it had not sent, and for
 * nothing else. A table of its own, so that whoever looks for sign-ins never finds one of these.
 */
@Entity('revoked_sign_in')
@PersonalData<RevokedSignInRow>({
  conference: { json: 'principal' },
  goesWithLedger: true,
  columns: { principal: 'note', tokenHash: 'none' },
})
export class RevokedSignInRow {
  /** As the sign-in's. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  tokenHash: string;
  @Column({ type: 'simple-json' })
  principal: RevokedDevice;
  /** When the sign-in would have ended by itself. */
  @Column({ type: 'varchar', length: 24 })
  expiresAt: string;
}

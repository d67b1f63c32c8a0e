import { Injectable } from '@nestjs/common';
import type { AnnouncementOfChange } from '../contract/announcement.js';
import type { Organizer } from '../contract/auth.js';
import type { Id } from '../contract/wire.js';
import type { Transaction } from '../platform/database/unit-of-work.js';

type Post = (
  tx: Transaction,
  actor: Organizer,
  conferenceId: Id,
  wish: AnnouncementOfChange,
) => Promise<void>;

/**
 * Tells sites of a change of the schedule, in the transaction that makes it: both are written or none.
 * Announcements are a feature further down, which says here at the start how to post one.
 */
@Injectable()
export class ChangeAnnouncer {
  private postIn: Post | null = null;

  postBy(post: Post): void {
    this.postIn = post;
  }

  async announce(
    tx: Transaction,
    actor: Organizer,
    conferenceId: Id,
    wish: AnnouncementOfChange | undefined,
  ): Promise<void> {
    if (wish) await this.postIn!(tx, actor, conferenceId, wish);
  }
}

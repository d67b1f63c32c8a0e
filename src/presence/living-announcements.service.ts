import { Injectable } from '@nestjs/common';
import type { SiteAnnouncement } from '../contract/announcement.js';
import type { Id } from '../contract/wire.js';

type Find = (siteId: Id) => Promise<SiteAnnouncement[]>;

/**
 * The announcements that `site.join` answers. They are a feature further down, which says here at the start
 * how to find them.
 */
@Injectable()
export class LivingAnnouncements {
  private find: Find = () => Promise.resolve([]);

  findBy(find: Find): void {
    this.find = find;
  }

  /** The living announcements of the site, oldest first. */
  at(siteId: Id): Promise<SiteAnnouncement[]> {
    return this.find(siteId);
  }
}

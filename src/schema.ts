import { Access1700000000010 } from './access/access.migration.js';
import { Account } from './access/account.entity.js';
import { SetUpLink } from './access/set-up-link.entity.js';
import { SignIn } from './access/sign-in.entity.js';
import { Checkpoint } from './conferences/checkpoint.entity.js';
import { Conferences1700000000020 } from './conferences/conferences.migration.js';
import { Conference } from './conferences/conference.entity.js';
import { Viewer } from './conferences/viewer.entity.js';
import { ChangeCounter1700000000000 } from './platform/database/change-counter.migration.js';
import type { Schema } from './platform/database/databases.js';
import { ParticipantRow } from './participants/participant.entity.js';
import { Participants1700000000050 } from './participants/participants.migration.js';
import { RosterRemovalRow } from './participants/roster-removal.entity.js';
import { DeviceRow } from './sites/device.entity.js';
import { PairingRow } from './sites/pairing.entity.js';
import { SiteRow } from './sites/site.entity.js';
import { Sites1700000000030 } from './sites/sites.migration.js';

/** Every table of the service, in the order of the features, and the steps that made them. */
export const schema = {
  entities: [Account, SignIn, SetUpLink, Conference, Checkpoint, Viewer, SiteRow, DeviceRow, PairingRow, ParticipantRow, RosterRemovalRow],
  migrations: [ChangeCounter1700000000000, Access1700000000010, Conferences1700000000020, Sites1700000000030, Participants1700000000050],
} satisfies Schema;

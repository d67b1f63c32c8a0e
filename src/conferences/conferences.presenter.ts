import type { Conference, ConferenceChannels } from '../contract/conference.js';
import type { DataNotice, DataPolicy } from '../contract/data-policy.js';
import type { ConferenceRow } from './conference.entity.js';

/** What everybody may see who sees the conference: without its channels. */
export const conferenceOf = ({
  id,
  slug,
  title,
  timezone,
  startsOn,
  endsOn,
  languages,
  status,
  simulated,
  createdAt,
  updatedAt,
  dataPolicy,
}: ConferenceRow): Conference => ({
  id,
  slug,
  title,
  timezone,
  startsOn,
  endsOn,
  languages,
  status,
  simulated: simulated === 1,
  createdAt,
  updatedAt,
  dataNotice: dataPolicy && noticeOf(dataPolicy),
});

const noticeOf = ({ basis, document, purpose, controller, contact }: DataPolicy): DataNotice => ({
  basis,
  document,
  purpose,
  controller,
  contact,
});

export const channelsOf = ({
  hotline,
  broadcastUrl,
  broadcastPublic,
}: Pick<ConferenceRow, keyof ConferenceChannels>): ConferenceChannels => ({
  hotline,
  broadcastUrl,
  broadcastPublic: broadcastPublic === 1,
});

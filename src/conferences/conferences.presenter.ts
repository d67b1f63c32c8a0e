import type { Conference, ConferenceChannels } from '../contract/conference.js';
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

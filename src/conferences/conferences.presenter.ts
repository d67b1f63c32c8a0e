import type { Conference as ConferenceWire } from '../contract/conference.js';
import type { Conference } from './conference.entity.js';

export const presentConference = ({
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
}: Conference): ConferenceWire => ({
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

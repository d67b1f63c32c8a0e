import type { Conference } from '../contract/conference.js';
import type { ConferenceRow } from './conference.entity.js';

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

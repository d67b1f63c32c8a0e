import type { Checkpoint } from '../contract/conference.js';
import type { CheckpointRow } from './checkpoint.entity.js';

export const checkpointOf = ({
  id,
  conferenceId,
  name,
  opensAt,
  closesAt,
  sessionId,
  createdAt,
  updatedAt,
}: CheckpointRow): Checkpoint => ({
  id,
  conferenceId,
  name,
  opensAt,
  closesAt,
  sessionId,
  createdAt,
  updatedAt,
});

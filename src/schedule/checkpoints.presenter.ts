import type { Checkpoint as CheckpointWire } from '../contract/conference.js';
import type { Checkpoint } from './checkpoint.entity.js';

export const presentCheckpoint = ({
  id,
  conferenceId,
  name,
  opensAt,
  closesAt,
  sessionId,
  createdAt,
  updatedAt,
}: Checkpoint): CheckpointWire => ({
  id,
  conferenceId,
  name,
  opensAt,
  closesAt,
  sessionId,
  createdAt,
  updatedAt,
});

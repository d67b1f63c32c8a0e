import type { Timing } from './incident.rules.js';

/** A provider, so that tests may hurry. */
export class IncidentTiming implements Timing {
  wait = 20_000;
  partWindow = 60_000;
  oursWindow = 30_000;
  afterStart = 60_000;
  joinWithin = 300_000;
  backFor = 60_000;
  reopenWithin = 600_000;
  escalateAfter = 180_000;
  grid = 1_000;
  /** What happens within this time is judged and stored together. */
  portion = 500;
  /** How long after a failed write the next is tried. */
  retry = 2_000;
  canaryEvery = 12_000;
  canaryTimeout = 5_000;
  /** How soon a canary that failed once is sent again. */
  canaryRetry = 2_000;
}

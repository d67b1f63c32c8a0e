import { Injectable } from '@nestjs/common';
import { Metrics } from '../platform/metrics/metrics.js';

@Injectable()
export class BoardMetrics {
  private readonly delay;

  constructor(metrics: Metrics) {
    this.delay = metrics.histogram(
      'diemcau_board_delay_seconds',
      'From a change to the news of it',
      [0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2],
    );
  }

  /** @param waited ms since the first change of the revision */
  published(waited: number): void {
    this.delay.observe(waited / 1000);
  }
}

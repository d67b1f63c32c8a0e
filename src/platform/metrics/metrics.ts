import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The service's own figures in Prometheus' form. Features add theirs through `registry`. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({ name: 'http_request_duration_seconds', help: 'Requests by route and status class', labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.02, 0.1, 0.5, 2, 10], registers: [this.registry] });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
  gauge(name: string, help: string, read: () => number): Gauge {
    return new Gauge({ name, help, registers: [this.registry], collect() { this.set(read()); } });
  }
}

import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { RequestDurations } from './request-durations.js';

type Reading<T> = T | Promise<T>;
/** Gauges whose names end like a counter's. The same figures by type stand beside them. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/**
 * The service's own figures in Prometheus' form: names begin with `diemcau_`, say the unit, and end with
 * `_total` if they count. Labels have few values, known beforehand: never an id, an address or a name.
 */
@Injectable()
export class Metrics {
  readonly requests = new RequestDurations();
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  private readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const name of MISNAMED) this.registry.removeSingleMetric(name);
  }

  counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
  histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name, help, buckets, registers: [this.registry] });
  }
  /** A figure that is read when it is asked for. It is missing while that fails. */
  gauge(name: string, help: string, read: () => Reading<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.reset();
        const value = await settled(read);
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  }
  /** The same for several, each with its value of one label. */
  gauges(
    name: string,
    help: string,
    label: string,
    read: () => Reading<Partial<Record<string, number>>>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const [value, figure] of Object.entries((await settled(read)) ?? {}))
          if (figure !== undefined) this.set({ [label]: value }, figure);
      },
    });
  }
  /** A figure that is always 1 and says something by its labels, as Prometheus' `…_build_info` do. */
  info(name: string, help: string, labels: Record<string, string>): void {
    new Gauge({ name, help, labelNames: Object.keys(labels), registers: [this.registry] }).set(labels, 1);
  }
  async text(): Promise<string> {
    return `${await this.registry.metrics()}\n${this.requests.text()}`;
  }
}

/** One figure that cannot be read takes none of the others away. */
async function settled<T>(read: () => Reading<T>): Promise<T | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}

const NAME = 'http_request_duration_seconds';
const BUCKETS = [0.005, 0.02, 0.1, 0.5, 2, 10];
interface Series {
  labels: string;
  /** Requests by the bucket they fall in; the last holds those slower than all bounds. */
  counts: number[];
  sum: number;
}

/**
 * The histogram of requests by method, route and status. prom-client's own sorts and joins the labels at each
 * observation, which every check-in would pay; here a request costs one lookup.
 */
export class RequestDurations {
  private readonly series = new Map<string, Series>();

  /** @param route the pattern, never the address: addresses hold ids and are without number */
  observe(method: string, route: string, status: number, seconds: number): void {
    const labels = `method="${method}",route="${route}",status="${status}"`;
    let series = this.series.get(labels);
    if (series === undefined) {
      series = { labels, counts: Array<number>(BUCKETS.length + 1).fill(0), sum: 0 };
      this.series.set(labels, series);
    }
    const at = BUCKETS.findIndex((bound) => seconds <= bound);
    series.counts[at < 0 ? BUCKETS.length : at]! += 1;
    series.sum += seconds;
  }

  /** In Prometheus' text form. */
  text(): string {
    return [`# HELP ${NAME} Requests by method, route and status`, `# TYPE ${NAME} histogram`, ...[...this.series.values()].flatMap(linesOf), ''].join('\n');
  }
}

function linesOf({ labels, counts, sum }: Series): string[] {
  let total = 0;
  const buckets = counts.map((count, at) => `${NAME}_bucket{${labels},le="${BUCKETS[at] ?? '+Inf'}"} ${(total += count)}`);
  return [...buckets, `${NAME}_sum{${labels}} ${sum}`, `${NAME}_count{${labels}} ${total}`];
}

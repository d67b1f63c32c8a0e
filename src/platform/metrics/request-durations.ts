const NAME = 'diemcau_http_request_duration_seconds';
const BUCKETS = [0.005, 0.02, 0.1, 0.5, 2, 10];
interface Series {
  method: string;
  status: number;
  labels: string;
  /** Requests by the bucket they fall in; the last holds those slower than all bounds. */
  counts: number[];
  sum: number;
}

/**
 * The histogram of requests by method, route and status. prom-client's own sorts and joins the
 * labels at each observation, which every check-in would pay; here a request costs one lookup,
 * of a text that is there already.
 */
export class RequestDurations {
  /** By route: a few methods and statuses each. */
  private readonly routes = new Map<string, Series[]>();

  /** @param route the pattern, never the address: addresses hold ids and are without number */
  observe(method: string, route: string, status: number, seconds: number): void {
    const series = this.seriesOf(method, route, status);
    const at = BUCKETS.findIndex((bound) => seconds <= bound);
    series.counts[at < 0 ? BUCKETS.length : at]! += 1;
    series.sum += seconds;
  }

  /** In Prometheus' text form. */
  text(): string {
    return [
      `# HELP ${NAME} Requests by method, route and status`,
      `# TYPE ${NAME} histogram`,
      ...[...this.routes.values()].flat().flatMap(linesOf),
      '',
    ].join('\n');
  }

  private seriesOf(method: string, route: string, status: number): Series {
    let ofRoute = this.routes.get(route);
    if (ofRoute === undefined) this.routes.set(route, (ofRoute = []));
    const known = ofRoute.find((one) => one.status === status && one.method === method);
    if (known !== undefined) return known;
    const series = {
      method,
      status,
      labels: `method="${method}",route="${route}",status="${status}"`,
      counts: Array<number>(BUCKETS.length + 1).fill(0),
      sum: 0,
    };
    ofRoute.push(series);
    return series;
  }
}

function linesOf({ labels, counts, sum }: Series): string[] {
  let total = 0;
  const buckets = counts.map(
    (count, at) => `${NAME}_bucket{${labels},le="${BUCKETS[at] ?? '+Inf'}"} ${(total += count)}`,
  );
  return [...buckets, `${NAME}_sum{${labels}} ${sum}`, `${NAME}_count{${labels}} ${total}`];
}

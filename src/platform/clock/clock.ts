import { Injectable } from '@nestjs/common';

/** The service's time. Injected, so that rules stay pure and tests may turn it. */
@Injectable()
export class Clock {
  /** Milliseconds since 1970. */
  now(): number {
    return Date.now();
  }
  /** ISO 8601 in UTC with milliseconds. */
  instant(): string {
    return new Date(this.now()).toISOString();
  }
}

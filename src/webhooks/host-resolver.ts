import { Injectable } from '@nestjs/common';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';

/** Resolves names as the machine does. A provider, so that tests can replace it. */
@Injectable()
export class HostResolver {
  /**
   * By host. Each look-up holds a thread of the process and cannot be stopped, so all deliveries to a host
   * whose name server is slow share one.
   */
  private readonly underWay = new Map<string, Promise<LookupAddress[]>>();

  resolve(host: string): Promise<LookupAddress[]> {
    let found = this.underWay.get(host);
    if (found === undefined) {
      found = lookup(host, { all: true }).finally(() => this.underWay.delete(host));
      this.underWay.set(host, found);
    }
    return found;
  }
}

import { Injectable } from '@nestjs/common';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';

/** Names to addresses, as the machine knows them. A provider, so that tests may answer otherwise. */
@Injectable()
export class HostResolver {
  resolve(host: string): Promise<LookupAddress[]> {
    return lookup(host, { all: true });
  }
}

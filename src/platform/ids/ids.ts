import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';

/** Ids that the service makes: UUID version 7, so that rows lie in order of their making. */
@Injectable()
export class Ids {
  next(): string {
    return v7();
  }
}

import type { EntityManager } from 'typeorm';

/** A transaction that this writer has begun and nobody else uses. */
export interface OpenTransaction {
  readonly manager: EntityManager;
  /**
   * @throws RolledBack when the database ended the transaction by itself: what ran
   * afterwards would be stored alone
   */
  assertOpen(): void;
  /** Returns once all is durable. @throws when it is not; `rollback` is then still due */
  commit(): Promise<void>;
  /** Leaves the connection without a transaction, or without further use. Never throws. */
  rollback(): Promise<void>;
}

/** Begins transactions on the database that writes. */
export interface Transactions {
  /**
   * @param askedAt when the caller came, in ms of `performance.now()`: what it
   * waited in a queue counts as patience
   * @throws the driver's fault; nothing has begun then
   */
  begin(askedAt: number): Promise<OpenTransaction>;
}

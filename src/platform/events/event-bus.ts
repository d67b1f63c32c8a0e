import { Injectable, Logger } from '@nestjs/common';

/** Something that has happened and is committed. Features to the right listen; nobody answers. */
export abstract class DomainEvent {}
export type EventClass<T> = abstract new (...args: never[]) => T;
type Listener<T> = (event: T) => void | Promise<void>;

@Injectable()
export class EventBus {
  private readonly log = new Logger(EventBus.name);
  private readonly listeners = new Map<unknown, Listener<never>[]>();

  on<T extends DomainEvent>(type: EventClass<T>, listener: Listener<T>): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  /**
   * Tells every listener, in order of their arrival. A failing one is logged
   * and is never the caller's problem.
   */
  publish(event: DomainEvent): void {
    for (const listener of this.listeners.get(event.constructor) ?? []) {
      try {
        const pending = listener(event as never);
        if (pending) pending.catch((fault: unknown) => this.log.error(fault));
      } catch (fault) {
        this.log.error(fault);
      }
    }
  }
}

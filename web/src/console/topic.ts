/** An event. Each subscriber is told each time, in the order of subscribing. */
export class Topic<T = void> {
  private readonly listeners: ((news: T) => void)[] = [];

  subscribe(listener: (news: T) => void): void {
    this.listeners.push(listener);
  }
  publish(news: T): void {
    for (const listener of this.listeners) listener(news);
  }
}

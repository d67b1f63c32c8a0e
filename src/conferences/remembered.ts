/** Rows as last read, until they change. What was read before a change and arrives after it is not kept. */
export class Remembered<V> {
  private readonly values = new Map<string, V>();
  private changes = 0;

  /** Null is not remembered: strangers may ask for any number of things that do not exist. */
  async get(key: string, read: () => Promise<V | null>): Promise<V | null> {
    const held = this.values.get(key);
    if (held !== undefined) return held;
    const { changes } = this;
    const value = await read();
    if (value !== null && changes === this.changes) this.values.set(key, value);
    return value;
  }

  clear(): void {
    this.changes += 1;
    this.values.clear();
  }
}

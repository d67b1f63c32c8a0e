/**
 * Reads a list that news carries on: what is heard while it is read may be newer than the answer. Of readings
 * that overlap, the one begun last counts.
 */
export class LatestReading<News> {
  /** Of the reading begun last; `null` while none is under way. */
  #heard: News[] | null = null;

  note(news: News): void {
    this.#heard?.push(news);
  }
  /** Answers with what was heard meanwhile; `null` if another reading was begun. */
  async read<T>(ask: () => Promise<T>): Promise<{ answer: T; heard: readonly News[] } | null> {
    const heard: News[] = [];
    this.#heard = heard;
    try {
      const answer = await ask();
      return this.#heard === heard ? { answer, heard } : null;
    } catch (fault) {
      if (this.#heard !== heard) return null;
      throw fault;
    } finally {
      if (this.#heard === heard) this.#heard = null;
    }
  }
}

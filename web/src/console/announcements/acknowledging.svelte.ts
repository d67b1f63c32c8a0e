/** The button of an announcement: saves on this device, and says if the device has no room. */
export class Acknowledging {
  isFull = $state(false);
  private readonly save: () => Promise<void>;

  constructor(save: () => Promise<void>) {
    this.save = save;
  }
  async read(): Promise<void> {
    try {
      await this.save();
    } catch {
      this.isFull = true;
    }
  }
}

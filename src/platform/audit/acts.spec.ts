import { type Act, Acts } from './acts.js';
import { SERVICE_ACTOR } from './audit-note.js';

const actCalled = (name: string): Act => ({
  name,
  actor: SERVICE_ACTOR,
  object: null,
  table: null,
  conferenceId: null,
  isNoted: false,
});

describe('an act', () => {
  it('is current for what it does, and not for what goes on behind it while another runs', async () => {
    const acts = new Acts();
    const [first, second] = [actCalled('first'), actCalled('second')];
    let goOn!: () => void;
    const answered = new Promise<void>((resolve) => (goOn = resolve));
    let behind: Promise<Act | undefined> | undefined;
    await acts.run(second, async () => {
      await acts.run(first, () => {
        expect(acts.current()).toBe(first);
        behind = answered.then(() => acts.current());
        return Promise.resolve();
      });
      goOn();
      expect(await behind).toBeUndefined();
      expect(acts.current()).toBe(second);
    });
    expect(acts.current()).toBeUndefined();
  });
});

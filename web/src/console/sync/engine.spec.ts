import { Topic } from '../topic.js';
import { Engine } from './engine.js';
import type { Sync } from './sync.js';
import type { TabChannel } from './tab-channel.js';

/** Tabs on one channel, none of which runs the sync: each hears what the others send. */
function idleTabs(count: number): { engines: Engine[]; sent: () => number } {
  let pokes = 0;
  const channels = Array.from({ length: count }, () => ({ poked: new Topic() }));
  const engines = channels.map((own) => {
    const poke = (): void => {
      pokes += 1;
      if (pokes < 100) channels.filter((one) => one !== own).forEach((one) => one.poked.publish());
    };
    return new Engine({} as Sync, { ...own, poke } as unknown as TabChannel);
  });
  return { engines, sent: () => pokes };
}

it.each([2, 3, 5])('%i tabs that do not run the sync do not repeat what one of them tells', (count) => {
  const { engines, sent } = idleTabs(count);
  engines[0]!.poke();
  expect(sent()).toBe(1);
});

import { type HolderState, holderIn, type LockHolder, ownHolder, PROCESSES, stateOf } from './lock-holder.js';

const self: LockHolder = {
  token: 'b',
  pid: 7,
  host: 'may-chu',
  boot: 'boot-1',
  namespace: 'pid:[1]',
  started: '900',
  since: '2026-11-22T01:00:00.000Z',
};
const processes = {
  isAlive: (pid: number) => pid < 100,
  startOf: (pid: number) => (pid < 100 ? String(pid * 10) : ''),
};

describe('the holder of a data folder', () => {
  it.each<[what: string, holder: Partial<LockHolder>, hasKernelLock: boolean, state: HolderState]>([
    ['of this kernel, whose lock the kernel has freed', { pid: 8, started: '80' }, true, 'gone'],
    [
      'of another container of this kernel, whose lock the kernel has freed',
      { pid: 1, host: 'c1', namespace: 'pid:[2]' },
      true,
      'gone',
    ],
    ['with a living process of that start', { pid: 8, started: '80' }, false, 'running'],
    ['with a living process, where no start is known', { pid: 8, started: '' }, false, 'running'],
    ['whose pid is another process’s by now', { pid: 8, started: '79' }, false, 'gone'],
    ['whose process is dead', { pid: 100, started: '80' }, false, 'gone'],
    ['with our own pid, which an earlier start had', { pid: 7, started: '600' }, false, 'gone'],
    ['of this very process', { pid: 7 }, false, 'running'],
    ['of another container, pid 7 as we are', { pid: 7, namespace: 'pid:[2]' }, false, 'unknown'],
    ['of another machine', { host: 'khac', boot: 'boot-9' }, true, 'unknown'],
    ['of another machine of the same name', { boot: 'boot-9' }, true, 'unknown'],
    ['of this machine, which does not tell its boots', { pid: 100, boot: '' }, true, 'gone'],
    ['of a machine that does not tell its boots', { host: 'khac', boot: '' }, true, 'unknown'],
  ])('%s', (_, holder, hasKernelLock, state) =>
    expect(stateOf({ ...self, token: 'a', ...holder }, self, processes, hasKernelLock)).toBe(state),
  );

  it('is read back from its note', () => expect(holderIn(JSON.stringify(self))).toEqual(self));
  it.each(['', '{', 'null', '7', '[]', '{"pid":1}', JSON.stringify({ ...self, pid: '7' })])(
    'is not read from %s',
    (text) => expect(holderIn(text)).toBeNull(),
  );

  it('is this process, alive since its start', () => {
    const own = ownHolder();
    expect(own.pid).toBe(process.pid);
    expect([PROCESSES.isAlive(own.pid), PROCESSES.startOf(own.pid)]).toEqual([true, own.started]);
    expect(stateOf(own, { ...own, token: 'later' }, PROCESSES, false)).toBe('running');
  });
});

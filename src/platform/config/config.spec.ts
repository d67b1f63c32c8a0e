import { ConfigFault, readConfig } from './config.js';

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (fault) {
    return (fault as ConfigFault).faults;
  }
};

describe('TRUST_PROXY', () => {
  it.each(['10.0.0.1', '10.0.0.0/8, ::1', 'fd00::/8,127.0.0.1'])('%s is taken', (list) => expect(faultsOf({ TRUST_PROXY: list })).toEqual([]));

  it.each(['true', '1', '1.2.3.999', '10.0.0.0/33', '10.0.0.1,', '::1/8/8', '10.0.0.1;10.0.0.2'])('%s is refused in one line', (list) =>
    expect(faultsOf({ TRUST_PROXY: list })).toEqual([expect.stringMatching(/^TRUST_PROXY must be a list of addresses/)]),
  );
});

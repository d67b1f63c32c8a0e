import { isCodeSound, personalCode } from '#contract/personal-code.js';
import fc from 'fast-check';
import { readings } from './readings.js';

describe('what a scanner has typed', () => {
  it.each([
    ['DT-002', ['DT-002']],
    ['dt002', ['dt002']],
    ['Á', ['AS', 'A1']],
    ['7Â', ['7AA', '7A6']],
    ['đ2', ['DD2', 'D92']],
    // “ANA” as Telex hears it.
    ['ÂN', ['AAN', 'ANA', 'A6N', 'AN6']],
    ['Ế0', ['EES0', 'ESE0', 'E610', 'E160']],
  ])('as %s', (seen, typed) => expect(readings(seen).sort()).toEqual([...typed].sort()));

  const telex: Record<string, string> = {
    AA: 'Â',
    EE: 'Ê',
    DD: 'Đ',
    AS: 'Á',
    AF: 'À',
    AR: 'Ả',
    AX: 'Ã',
    AJ: 'Ạ',
    AW: 'Ă',
    ES: 'É',
    EF: 'È',
    ER: 'Ẻ',
    EX: 'Ẽ',
    EJ: 'Ẹ',
  };
  it('finds every code of ours again that Telex has taken for Vietnamese', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (random) => {
        const code = personalCode(random);
        const seen = code.replace(/AA|EE|DD|[AE][SFRXJ]|AW/g, (keys) => telex[keys]!);
        const sound = readings(seen).filter((one) => isCodeSound(one));
        expect(sound).toContain(code);
      }),
    );
  });

  it('never makes more of it than can be looked up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'ÁÂẾĐỰỖ7K-'), { maxLength: 40 }),
        (letters) => readings(letters.join('')).length <= 512,
      ),
    );
  });
});

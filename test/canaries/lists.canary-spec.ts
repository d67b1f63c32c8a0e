import { canaries } from './canary.js';

/** Files of offices are read whole; wrong clocks and a second service spoil nothing. */
canaries([
  {
    promise: 'R9',
    when: 'a device’s clock is believed as it stands',
    patches: [
      {
        file: 'src/contract/true-time.ts',
        find: 'return isClockWrong(correctedAt, receivedAt) ? Date.parse(receivedAt!) : correctedAt;',
        replace: 'return Number.isNaN(correctedAt) ? 0 : Date.parse(recordedAt);',
      },
    ],
    project: 'rules',
    spec: 'src/contract/true-time.spec.ts',
    tests: [
      'when an act happened is told of a fast clock whose offset is not known',
      'when an act happened is told of a slow clock whose offset is known',
      'the order of acts, for any clocks puts nothing after its arrival',
    ],
  },
  {
    promise: 'One service alone has the data',
    when: 'a heartbeat on a network disk is not looked at',
    patches: [
      {
        file: 'src/platform/database/instance-lock.ts',
        find: 'if ((await this.heartbeat()) !== before) throw await this.inUse();',
        replace: 'if ((await this.heartbeat()) === undefined) throw await this.inUse();',
      },
    ],
    project: 'sqlite',
    spec: 'test/one-service.e2e-spec.ts',
    tests: ['the lock on a folder is refused during heartbeats of another machine, whatever its clock says'],
  },
  {
    promise: 'No cell is lost',
    when: 'of a name over two columns the first counts',
    patches: [
      {
        file: 'src/platform/sheets/table.rules.ts',
        find: "      .filter(Boolean)\n      .join(' ');",
        replace: "      .find(Boolean) ?? '';",
      },
    ],
    project: 'rules',
    spec: 'src/participants/import/participant-names.spec.ts',
    tests: [
      'a name over two columns Họ đệm, Tên: its parts are joined',
      'a name over two columns two rows: its parts are joined',
    ],
  },
  {
    promise: 'No cell is lost',
    when: 'what a spreadsheet wrote in the place of a code is a code',
    patches: [
      {
        file: 'src/platform/sheets/table.rules.ts',
        find: 'if (sign !== 0x23 && !(sign >= 0x2b && sign <= 0x39)) return null;',
        replace: 'if (sign !== 0x23 || sign > 0) return null;',
      },
    ],
    project: 'rules',
    spec: 'src/participants/import/participant-columns.spec.ts',
    tests: [
      'what a spreadsheet lost #N/A is flawed: error',
      'what a spreadsheet lost 9.12E+08 is flawed: number-lost',
    ],
  },
  {
    promise: 'What nobody sees makes no second name',
    when: 'format characters stay',
    patches: [
      {
        file: 'src/contract/clean-text.ts',
        find: ".replace(/[\\p{Cf}\\p{DI}]/gu, '')",
        replace: ".replace(/[\\u200b]/gu, '')",
      },
    ],
    project: 'rules',
    spec: 'src/contract/clean-text.spec.ts',
    tests: [
      'text that comes in loses a bidi mark',
      'text that comes in loses a soft hyphen',
      'text that comes in loses a word joiner between a letter and its mark',
    ],
  },
  {
    promise: 'Scanners under every keyboard layout',
    when: 'the places of the keys are not read',
    patches: [
      {
        file: 'web/src/console/roll/hand-scanner.rules.ts',
        find: "const scan: Scan = places.includes(null) ? { text } : { text, places: places.join('') };",
        replace: "const scan: Scan = places.length > 0 ? { text } : { text, places: '' };",
      },
    ],
    project: 'rules',
    spec: 'web/src/console/roll/hand-scanner.layouts.spec.ts',
    tests: [
      'a hand scanner under another keyboard layout is read, all 2,000 codes of it: Vietnamese',
      'a hand scanner under another keyboard layout is read, all 2,000 codes of it: Russian',
    ],
  },
  {
    promise: 'Schedules for machines',
    when: 'a calendar ends without a line break',
    patches: [
      {
        file: 'src/trainee/formats/calendar.rules.ts',
        find: 'return printable(whole) + CRLF;',
        replace: 'return printable(whole);',
      },
    ],
    project: 'rules',
    spec: 'src/trainee/formats/schedule-formats.spec.ts',
    tests: ['every schedule that can be entered is a valid calendar'],
  },
  {
    promise: 'A group is in no count',
    when: 'groups are points as well',
    patches: [
      {
        file: 'src/sites/sites.cache.ts',
        find: 'const [points, groups] = [sorted.filter((site) => !isGroup(site)), sorted.filter(isGroup)];',
        replace: 'const [points, groups] = [sorted, sorted.filter(isGroup)];',
      },
    ],
    project: 'sqlite',
    spec: 'test/groups.e2e-spec.ts',
    tests: ['a group of sites is named by the board and the report, and counted by neither'],
  },
  {
    promise: 'Old codes lose no row',
    when: 'of several rows that become one site the first counts',
    patches: [
      {
        file: 'src/sites/import/old-codes.rules.ts',
        find: 'if (place) place.rows.push(candidate);',
        replace: 'if (place) continue;',
      },
    ],
    project: 'rules',
    spec: 'src/sites/import/old-codes.rules.spec.ts',
    tests: [
      'rows with codes of before 1 July 2025 several become one, with summed figures and a warning',
      'rows with codes of before 1 July 2025 none is lost: every row is in one site, and the figures add up',
    ],
  },
  {
    promise: 'A unit is one line however it is spelt',
    when: 'a tone stays where it was written',
    patches: [
      {
        file: 'src/contract/unit-key.ts',
        find: "return tones?.length === 1 ? word.replace(TONE, '') + tones[0] : word;",
        replace: "return tones?.length === 9 ? word.replace(TONE, '') + tones[0] : word;",
      },
    ],
    project: 'rules',
    spec: 'src/contract/unit-key.spec.ts',
    tests: [
      'the key of a unit is the same whatever the place of the tone',
      'the key of a unit is the same whatever the tone and the case of capitals',
    ],
  },
]);

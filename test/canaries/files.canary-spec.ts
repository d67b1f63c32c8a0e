import { canaries } from './canary.js';

/**
 * What is written, uploaded and exported runs nowhere. The pages in a browser have their own canaries, in
 * `texts-cannot-run`.
 */
canaries([
  {
    promise: 'R23',
    when: 'the service writes texts into its pages as they are',
    patches: [
      {
        file: 'src/pages/page-composer.ts',
        find: '<div id="app">${body}</div>',
        replace: '<div id="app">${body.replaceAll("&lt;", "<").replaceAll("&quot;", "\\u0022")}</div>',
      },
    ],
    project: 'sqlite',
    spec: 'test/trainee-page.e2e-spec.ts',
    tests: [
      '60 payloads in its texts add no tag and no attribute to the page',
      '60 payloads in its texts add none by what was typed into the form',
    ],
  },
  {
    promise: 'R23',
    when: 'data for a page’s script may end their block',
    patches: [
      { file: 'src/pages/data-block.ts', find: '/[<>&\\u2028\\u2029]/g', replace: '/[>&\\u2028\\u2029]/g' },
    ],
    project: 'rules',
    spec: 'src/pages/data-block.spec.ts',
    tests: ['data for a page’s script cannot end its block, and all of it comes back'],
  },
  {
    promise: 'R24',
    when: 'a text that is a page is taken for a text',
    patches: [
      {
        file: 'src/materials/file-type.rules.ts',
        find: 'return !/^<(!doctype|html|head|body|script|svg|iframe|\\?xml)/i.test(text);',
        replace: 'return text.length >= 0;',
      },
    ],
    project: 'sqlite',
    spec: 'test/material-files.e2e-spec.ts',
    tests: ['materials refuse a page that says it is a text, and leave no file'],
  },
  {
    promise: 'R24',
    when: 'a name may turn the direction of writing',
    patches: [{ file: 'src/materials/file-type.rules.ts', find: '\\u202a-\\u202e', replace: '' }],
    project: 'sqlite',
    spec: 'test/material-files.e2e-spec.ts',
    tests: ['materials cannot escape their folder or hide their name'],
  },
  {
    promise: 'R24',
    when: 'a material leaves without a sandbox',
    patches: [
      {
        file: 'src/platform/files/send-file.ts',
        find: "    'content-security-policy': 'sandbox',\n",
        replace: '',
      },
    ],
    project: 'sqlite',
    spec: 'test/materials.e2e-spec.ts',
    tests: ['materials arrive unchanged, with their checksum and their Vietnamese name'],
  },
  {
    promise: 'R25',
    when: 'a CSV keeps formulas as they are',
    patches: [
      {
        file: 'src/platform/sheets/csv-form.ts',
        find: 'escape_formulas: true',
        replace: 'escape_formulas: false',
      },
    ],
    project: 'rules',
    spec: 'src/reports/report-tables.rules.spec.ts',
    tests: [
      'the report as CSV takes the sting out of "=1+1"',
      'the report as CSV takes the sting out of "@SUM(A1)"',
    ],
  },
  {
    promise: 'One denominator',
    when: 'walk-ins are among the people of the list',
    patches: [
      {
        file: 'src/attendance/ledger/tally.rules.ts',
        find: '    outside[FIELD[state]] += people;',
        replace: '    counts[FIELD[state]] += people;',
      },
    ],
    project: 'rules',
    spec: 'src/reports/report.rules.spec.ts',
    tests: ['the sums of the report never rate a site above 1, whoever else comes there'],
  },
  {
    promise: 'No sign-in in a report',
    when: 'the list of people tells the personal code beside the name',
    patches: [
      {
        file: 'src/reports/people-read.ts',
        find: 'SELECT p."id", p."fullName",',
        replace: `SELECT p."id", p."fullName" || ' ' || p."code" AS "fullName",`,
      },
    ],
    project: 'sqlite',
    spec: 'test/papers.e2e-spec.ts',
    tests: ['no paper shows a personal code'],
  },
  {
    promise: 'Rows of a paper never break',
    when: 'the rows of a .docx may break between pages',
    patches: [
      {
        file: 'src/reports/papers/paper-docx-tables.ts',
        find: "      cantSplit: true,\n      children:\n        kind === 'group'",
        replace: "      cantSplit: false,\n      children:\n        kind === 'group'",
      },
    ],
    project: 'sqlite',
    spec: 'test/papers-appendix.e2e-spec.ts',
    tests: ['the appendix has the same text in the .docx, unbroken rows and repeated heads'],
  },
]);

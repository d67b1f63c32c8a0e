import type { ReportMessages } from './vi-reports.js';
import { countOf } from '#contract/count-of.js';

const reports: ReportMessages = {
  lead: 'Figures of one checkpoint or of a whole day, then papers to sign and files to keep.',
  period: 'Figures of',
  wholeDay: (day) => `The whole of ${day}`,
  language: 'Language of the report',
  languages: { vi: 'Vietnamese', en: 'English' },
  none: 'The conference has no checkpoint yet, so there is nothing to report.',
  figures: 'Figures',
  asOf: (clock, zone) => `As of ${clock} (${zone})`,
  refresh: 'Read the figures again',
  present: (present, listed) => `${present}/${listed} present`,
  rate: (percent) => `${percent}% of the people on the lists`,
  noList: 'There are no lists yet, so there is no rate.',
  outside: (n) => `+ ${n} not on a list`,
  detail: (inPerson, online, absent, left, unmarked) =>
    `${inPerson} in person · ${online} online · ${absent} absent · ${left} left · ${unmarked} not marked`,
  substituted: (n) => `${n} of the absent have a substitute`,
  attended: (all, some, none, count) =>
    `Present at all ${countOf(count, 'checkpoint')}: ${all} · at some: ${some} · at none: ${none}`,
  confirmed: (n, of) => `${n} of ${countOf(of, 'site')} confirmed`,
  differing: (n) =>
    `At ${countOf(n, 'site')} the expected figure differs from the list. Rates count people on the lists.`,
  differs: (name, expected, listed) => `${name}: ${expected} expected, ${listed} on the list`,
  toSites: 'See the sites',
  by: { byCheckpoint: 'By checkpoint', byLevel: 'By level', byArea: 'By area', byUnit: 'By unit' },
  noUnit: '(No unit given)',
  noArea: '(In no area)',
  showAll: (n) => `Show all ${countOf(n, 'line')}`,
  papers: 'Papers to sign',
  papersLead:
    'In the form of Decree 30/2020/NĐ-CP. The bodies, the signer and the recipients come from Settings; what is not said there is left blank.',
  toSettings: 'Settings of the papers',
  summaryDocx: 'Report (.docx)',
  summaryPdf: 'Report (.pdf)',
  appendixDocx: 'Appendix (.docx)',
  appendixPdf: 'Appendix (.pdf)',
  tablesTitle: 'Tables of one checkpoint',
  tablesOfOne: 'Choose one checkpoint to download these tables.',
  xlsx: 'Download Excel (.xlsx)',
  xlsxHint:
    'One file with seven tables: by unit, level, area, site and person; confirmations; changes after confirming.',
  pdf: 'Download PDF',
  pdfHint: 'An A4 PDF with all seven tables. With many people it takes a few seconds.',
  table: 'Table',
  tables: {
    person: 'By person',
    site: 'By site',
    unit: 'By unit',
    level: 'By level',
    area: 'By area',
    confirmation: 'Confirmations',
    amendment: 'Changes after confirming',
  },
  csv: 'Download CSV',
  csvHint: 'The CSV opens in Excel with its diacritics whole. No file holds a personal code.',
  writing: 'Writing the file…',
  receiving: (size) => `Received ${size}…`,
  received: (name, size) => `Downloaded: ${name} (${size})`,
  cancel: 'Stop',
};
export default reports;

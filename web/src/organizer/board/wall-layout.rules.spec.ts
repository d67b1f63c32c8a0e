import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BlockSize, STEPS, wallLayout } from './wall-layout.rules.js';

/**
 * 20 departments with long names, and ten districts with their own site and their communes: the model day.
 */
const MODEL_DAY: BlockSize[] = [
  { tiles: 20, tileSpan: 2 },
  ...[17, 20, 23, 22, 26, 30, 18, 19, 26, 18].map((tiles): BlockSize => ({ tiles, tileSpan: 1 })),
];

describe('wall layout', () => {
  it('fits the model day on a 1920 × 1080 wall below a header of 210 pixels', () => {
    const layout = wallLayout(MODEL_DAY, 1888, 870);
    expect(layout.height).toBeLessThanOrEqual(870);
    expect(1888 / layout.columns).toBeGreaterThanOrEqual(STEPS[0].least);
    expect(layout.step.size).toBe('small');
  });
  it('takes the largest tiles with which a small conference fits the wall', () => {
    const few: BlockSize[] = [
      { tiles: 17, tileSpan: 1 },
      { tiles: 3, tileSpan: 1 },
    ];
    const layout = wallLayout(few, 1888, 860);
    expect(layout.step.size).toBe('title');
    expect(layout.height).toBeLessThanOrEqual(860);
    expect(wallLayout(few, 1888, 300).step.size).toBe('large');
    expect(wallLayout(few, 1888, 860, 'small').step.size).toBe('small');
  });
  it('is a list on a phone', () => {
    const layout = wallLayout(MODEL_DAY, 336, Infinity);
    expect(layout.columns).toBe(1);
    expect(layout.bands).toHaveLength(MODEL_DAY.length);
  });
  it('keeps the order, shows every block once, and gives each the cells that it needs', () => {
    const size = fc.record({
      tiles: fc.integer({ min: 1, max: 60 }),
      tileSpan: fc.constantFrom<1 | 2>(1, 2),
    });
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 200, max: 4000 }),
        fc.integer({ min: 100, max: 2000 }),
        (blocks, width, height) => {
          const { bands, columns } = wallLayout(blocks, width, height);
          expect(bands.flatMap((band) => band.blocks.map((block) => block.index))).toEqual(
            blocks.map((_, i) => i),
          );
          for (const band of bands) {
            expect(band.blocks.reduce((sum, block) => sum + block.columns, 0)).toBeLessThanOrEqual(columns);
            for (const block of band.blocks)
              expect(block.across * band.rows).toBeGreaterThanOrEqual(blocks[block.index]!.tiles);
          }
        },
      ),
    );
  });
});

import { aboutText } from './wording.rules.js';

describe('what tells people of one name apart', () => {
  it.each([
    ['position and unit', 'Phó Chủ tịch', 'Trường THCS', 'Phó Chủ tịch · Trường THCS'],
    ['the position alone, if the unit is the site itself', 'Phó Chủ tịch', 'Xã Đồng Tiến', 'Phó Chủ tịch'],
    ['… written otherwise too', 'Phó Chủ tịch', 'XÃ  ĐỒNG TIẾN', 'Phó Chủ tịch'],
    ['the unit, if there is no position', null, 'Công an xã', 'Công an xã'],
    ['nothing, if there is neither', null, 'Xã Đồng Tiến', ''],
    ['nothing, if nothing is known', null, null, ''],
  ])('is %s', (_, position, unit, text) => {
    expect(aboutText({ position, unit }, 'Xã Đồng Tiến')).toBe(text);
  });
});

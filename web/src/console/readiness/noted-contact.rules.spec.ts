import { describe, expect, it } from '@jest/globals';
import type { RosterHead } from '../store/rows.js';
import { withContact } from './noted-contact.rules.js';

const head = { seq: 7, site: { id: 'here', name: 'Xã A', contactName: null } } as unknown as RosterHead;
const body = { name: 'Lương Văn Minh', phone: '0912 345 678' };

describe('who is in charge, as the roster on this device says it', () => {
  it('is noted in the roster of the site', () =>
    expect(withContact(head, 'here', body)).toEqual({
      seq: 7,
      site: { id: 'here', name: 'Xã A', contactName: 'Lương Văn Minh', contactPhone: '0912 345 678' },
    }));
  it('is noted nowhere if the device was paired with another site meanwhile, or wiped', () => {
    expect(withContact(head, 'elsewhere', body)).toBeNull();
    expect(withContact(undefined, 'here', body)).toBeNull();
  });
});

import { expect, it } from '@jest/globals';
import type { AuditLine } from '#contract/audit.js';
import { messages } from '#messages/all/organizer.js';
import { detailText } from './audit-text.js';

it.each<[AuditLine['detail'], string]>([
  [null, ''],
  [{ kind: 'password', count: 1 }, 'mật khẩu'],
  [{ kind: 'set-up', count: 2 }, 'liên kết đặt mật khẩu · 2 lần'],
  [{ kind: 'of a newer service', count: 2 }, '2 lần'],
  [{ by: 'reset-password' }, 'reset-password'],
  [{ code: 'BG-01' }, 'BG-01'],
  [{ created: 3, updated: 1 }, '3 mới, 1 sửa'],
])('beside an act with %j stands: %s', (detail, text) =>
  expect(detailText(messages.vi.audit, { detail } as AuditLine)).toBe(text),
);

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MeReply } from '../src/contract/auth.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';

describe('access', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  test('an organizer is known by a token', async () => {
    const answer = await app.organizer.get<MeReply>(pathTo(ROUTES.me));
    expect(answer.body).toEqual({ principal: expect.objectContaining({ kind: 'organizer', login: 'ban-to-chuc' }) });
    const made = await app.organizer.post(pathTo(ROUTES.conferences), { slug: 'ngay-mau', title: 'Ngày mẫu', startsOn: '2026-12-01', endsOn: '2026-12-01' });
    expect(made.status).toBe(201);
    expect((await app.organizer.post(pathTo(ROUTES.checkpoints, 'ngay-mau'), { name: 'Khai mạc' })).status).toBe(201);
  });
});

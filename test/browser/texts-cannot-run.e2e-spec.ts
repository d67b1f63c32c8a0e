import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.js';
import { type AttackedConference, attackedConference, NOT_SHOWN } from '../support/attacked-conference.js';
import { TextFields } from '../support/text-fields.js';

let app: TestApp;
let fields: TextFields;
let place: AttackedConference & { attacked: Set<string> };
beforeAll(async () => {
  app = await startTestApp();
  fields = await TextFields.ofBuiltService();
  place = await attackedConference(app, fields);
});
afterAll(() => app.stop());

describe('x', () => {
  it('y', () => {
    expect(fields.routes().filter((route) => !place.attacked.has(route) && !(route in NOT_SHOWN))).toEqual([]);
  });
});

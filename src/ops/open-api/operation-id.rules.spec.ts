import { expect, it } from '@jest/globals';
import { operationIdOf } from './operation-id.rules.js';

it.each([
  ['get', '/api/v1/conferences/{id}/sites', true, false, 'listSites'],
  ['get', '/api/v1/sites/{id}', false, false, 'getSite'],
  ['post', '/api/v1/conferences/{id}/sites', false, true, 'createSite'],
  ['patch', '/api/v1/sites/{id}', false, false, 'updateSite'],
  ['put', '/api/v1/sites/{id}/readiness', false, false, 'setSiteReadiness'],
  ['delete', '/api/v1/sites/{id}', false, false, 'deleteSite'],
  ['post', '/api/v1/sessions/{id}/start', false, false, 'sessionStart'],
  ['post', '/api/v1/sites/{id}/attendance', false, false, 'recordAttendance'],
  ['post', '/api/v1/auth/trainee', false, true, 'trainee'],
  ['get', '/health/live', false, false, 'getHealthLive'],
] as const)('%s %s is called by its name in the contract', (method, path, answersList, makes, name) =>
  expect(operationIdOf(method, path, answersList, makes)).toBe(name),
);

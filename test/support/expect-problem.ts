import type { ProblemBody } from '../../src/contract/problem.js';
import type { Answer } from './client.js';

export function expectProblem(answer: Answer<unknown>, status: number, code: string): void {
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: expect.objectContaining({ status, code }),
  });
}

/** All of it: every field of the body, and the headers. */
export function expectProblemResponse(answer: Answer<unknown>, status: number, code: string): void {
  expect(answer.body).toMatchObject({
    type: `urn:diemcau:problem:${code}`,
    title: expect.any(String),
    status,
    code,
    detail: expect.any(String),
    requestId: expect.any(String),
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.headers.get('x-request-id')).toBe((answer.body as ProblemBody).requestId);
}

/**
 * Version of everything in this folder, which our pages say in each request (`CONTRACT_HEADER`) and in the
 * live handshake (`auth.contract`). It rises when a program of the version before could no longer work:
 * something was removed, renamed, narrowed or became required. Additions do not raise it.
 * `test/house/contract-version.spec.ts` compares this folder with `test/house/released-contract.json`, the
 * contract as it was last released.
 *
 * History:
 * - Version 1: the first contract. A page from before the header is served like any program without the
 *   header.
 */
export const CONTRACT_VERSION = 1;

/**
 * The oldest version that the service still serves. Older ones are answered `contract.too-old`; newer ones
 * are served, for a service may be rolled back.
 */
export const OLDEST_CONTRACT = 1;

/** The request header that says the version of its sender. */
export const CONTRACT_HEADER = 'x-diemcau-contract';

/** The base of every HTTP path below `routes.ts`; health and metrics lie outside it. */
export const API_BASE = '/api/v1';

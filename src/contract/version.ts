/** Version of everything in this folder. A test hashes the folder and asks for a higher number when a wire shape changes. */
export const CONTRACT_VERSION = 1;

/** The base of every HTTP path below `routes.ts`; health and metrics lie outside it. */
export const API_BASE = '/api/v1';

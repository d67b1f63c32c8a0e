import { CONTRACT_HEADER, CONTRACT_VERSION } from '#contract/version.js';
import { tellContractNews } from './contract-news.js';

/** Says with each request which version of the contract this page speaks. */
export const CONTRACT_HEADERS = { [CONTRACT_HEADER]: String(CONTRACT_VERSION) } as const;

/** `fetch` for the API, with the contract's headers. No other code of the pages requests the API. */
export async function fetchApi(
  path: string,
  init: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Response> {
  const response = await fetch(path, { ...init, headers: { ...init.headers, ...CONTRACT_HEADERS } });
  if (response.ok) tellContractNews('served');
  // The caller reads the body too.
  else if (response.status === 426) void noteRefusal(response.clone());
  return response;
}

/** Reacts to our own code alone: a proxy may use the same status for another protocol. */
async function noteRefusal(response: Response): Promise<void> {
  const problem = (await response.json().catch(() => null)) as { code?: unknown } | null;
  noteProblem(problem?.code);
}

export function noteProblem(code: unknown): void {
  if (code === 'contract.too-old') tellContractNews('too-old');
}

import type { ProblemBody } from '#contract/problem.js';
import { ApiFault } from '../../shared/api.js';
import { CONTRACT_HEADERS, noteProblem } from '../../shared/fetch-api.js';

/**
 * Sends a form with a file, which `fetch` cannot report the progress of.
 * @param onprogress called with the share sent so far, 0 … 1
 * @throws ApiFault
 */
export function upload<T>(path: string, form: FormData, onprogress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries(CONTRACT_HEADERS)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onprogress(event.loaded / event.total);
    request.onerror = request.ontimeout = () => reject(new ApiFault('network', 0));
    request.onload = () => {
      const body = jsonOf(request);
      if (body === undefined) reject(new ApiFault('foreign', request.status));
      else if (request.status < 300) resolve(body as T);
      else {
        const problem = body as ProblemBody;
        noteProblem(problem.code);
        reject(new ApiFault(problem.code, request.status, problem));
      }
    };
    request.send(form);
  });
}

function jsonOf(request: XMLHttpRequest): unknown {
  try {
    return /\bjson\b/.test(request.getResponseHeader('content-type') ?? '')
      ? (JSON.parse(request.responseText) as unknown)
      : undefined;
  } catch {
    return undefined;
  }
}

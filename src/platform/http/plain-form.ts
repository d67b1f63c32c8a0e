import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ProblemCode, PROBLEMS } from '../../contract/problem.js';
import type { FormFault } from '../../contract/trainee-page.js';
import { Problem } from './problem.js';
import { shortened } from '../../contract/shortened.js';

const FORM = 'application/x-www-form-urlencoded';
/** A form of a page has a few short fields. */
const LONGEST_FORM = 8 * 1024;
const FAULT_COOKIE = 'form-fault';
const FAULT_OPTIONS = { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 120 } as const;

interface FormRoute {
  /** The field whose text comes back with a refusal; '' if the form has none. */
  formField?: string;
  /** Marks a route whose form programs send, as a standard asks; they get the answer itself. */
  takesProgramForm?: true;
}

/**
 * Lets a page work without its script: a route with `@TakesForm` takes the body of a plain `<form
 * method="post">` too, and then sends the browser back to the page of the form, with what is wrong if it was
 * refused. All others answer 415, as before: such a body is what a foreign page could send.
 */
export function takePlainForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    FORM,
    { parseAs: 'string', bodyLimit: LONGEST_FORM },
    (request, body, done) => {
      const { formField, takesProgramForm } = request.routeOptions.config as FormRoute;
      if (formField === undefined && !takesProgramForm) done(new Problem('request.media-type'));
      else done(null, body === '' ? undefined : Object.fromEntries(new URLSearchParams(body as string)));
    },
  );
  fastify.addHook('onRoute', (route) => {
    const { formField } = (route.config ?? {}) as FormRoute;
    if (formField === undefined) return;
    const answer = (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> =>
      Promise.resolve(isPlainForm(request) ? sentBack(formField, request, reply, payload) : payload);
    route.onSend = [route.onSend ?? [], answer].flat() as typeof route.onSend;
  });
}

const isPlainForm = (request: FastifyRequest): boolean =>
  request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() === FORM;

/**
 * Goes back by GET, so that to load the page again sends nothing again. The answer itself is for programs.
 */
function sentBack(field: string, request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (reply.statusCode >= 400) {
    const code = codeIn(payload);
    // A page of another service gets no answer that its reader would take for ours.
    if (code === null || code === 'request.foreign-origin') return payload;
    const { [field]: typed } = Object(request.body) as Record<string, unknown>;
    const wait = Number(reply.getHeader('retry-after'));
    const fault: FormFault = {
      code,
      typed: typeof typed === 'string' ? shortened(typed, 300) : '',
      ...(wait > 0 && { retryAfter: wait }),
    };
    // `setCookie` has done its work by now.
    const cookie = request.server.serializeCookie(FAULT_COOKIE, JSON.stringify(fault), FAULT_OPTIONS);
    if (field !== '') void reply.header('set-cookie', cookie);
  }
  for (const name of ['content-type', 'content-length', 'content-encoding', 'retry-after'])
    void reply.removeHeader(name);
  void reply.code(303).header('location', pageOf(request));
  return '';
}

function codeIn(payload: unknown): ProblemCode | null {
  try {
    const { code } = JSON.parse(String(payload)) as { code?: unknown };
    return typeof code === 'string' && Object.hasOwn(PROBLEMS, code) ? (code as ProblemCode) : null;
  } catch {
    return null;
  }
}

/** Takes what is wrong with the form out of the browser again; `null` if nothing is. */
export function takeFormFault(request: FastifyRequest, reply: FastifyReply): FormFault | null {
  const cookie = request.cookies[FAULT_COOKIE];
  if (cookie === undefined) return null;
  void reply.clearCookie(FAULT_COOKIE, { path: '/' });
  try {
    const { code, typed, retryAfter } = JSON.parse(cookie) as Partial<Record<keyof FormFault, unknown>>;
    if (typeof code !== 'string' || !Object.hasOwn(PROBLEMS, code) || typeof typed !== 'string') return null;
    return { code: code as ProblemCode, typed, ...(typeof retryAfter === 'number' && { retryAfter }) };
  } catch {
    return null;
  }
}

/** The page's own address from the `Referer`, as a path alone: nobody is sent to another service. */
function pageOf({ headers: { referer }, host }: FastifyRequest): string {
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const page = new URL(referer);
  return page.host === host ? page.pathname.replace(/^\/+/, '/') + page.search : '/';
}

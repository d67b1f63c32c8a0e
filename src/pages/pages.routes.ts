import { INVITATION_PAGE } from '../contract/invitation.js';
import { languageOf } from '../contract/languages.js';
import { ROUTES } from '../contract/routes.js';
import { API_BASE } from '../contract/version.js';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { takeFormFault } from '../platform/http/plain-form.js';
import type { PageComposer } from './page-composer.js';
import type { WebFolder } from './web-folder.js';
import { sendAsset, sendHtml } from './web-reply.js';

interface TraineeRoute {
  Params: { slug?: string };
  /** As in the address: `?lang=en`, `?all`. */
  Querystring: { lang?: unknown; all?: unknown };
}

const NOT_BUILT =
  'The pages have not been built yet: run "npm run build:web" and ask again. ' +
  'The API below /api/v1 works without them.\n';

/**
 * Mounts the pages beside the API. They lie outside its prefix and its guard: what they show without a
 * sign-in is what an anonymous reader of the API may see, and everything else they fetch from it.
 */
export function mountPages(fastify: FastifyInstance, web: WebFolder, composer: PageComposer): void {
  // On these routes alone: a hook on all of them would cost the API's.
  const page = {
    onRequest: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      if (!isPage(request) || (await web.isBuilt())) return;
      void reply
        .code(503)
        .header('cache-control', 'no-store')
        .header('retry-after', '30')
        .type('text/plain; charset=utf-8');
      return reply.send(NOT_BUILT);
    },
  };
  const built = (name: string) => (request: FastifyRequest, reply: FastifyReply) =>
    sendBuilt(web, request, reply, name);
  const composed = async (request: FastifyRequest<TraineeRoute>, reply: FastifyReply): Promise<void> => {
    const door =
      request.routeOptions.url === '/' && request.query.all === undefined
        ? await composer.doorOf(request.cookies)
        : null;
    if (door !== null) return reply.header('cache-control', 'private, no-store').redirect(door, 302);
    const page = await composer.traineePage({
      slug: request.params.slug ?? null,
      all: request.query.all !== undefined,
      language: languageOf(request.query.lang),
      cookies: request.cookies,
      fault: takeFormFault(request, reply),
    });
    if (page === null) return sendNotFound(web, request, reply);
    // Forms of this page say where they come from; nothing is told to other services.
    void reply.header('referrer-policy', 'same-origin');
    return sendHtml(request, reply, page.html, page.isPersonal);
  };
  fastify.get<TraineeRoute>('/', page, composed);
  fastify.get<TraineeRoute>('/c/:slug', page, composed);
  fastify.get('/site-screen', page, built('site-screen.html'));
  for (const name of ['organizer', 'console']) {
    fastify.get(`/${name}`, page, built(`${name}.html`));
    fastify.get(`/${name}/*`, page, built(`${name}.html`));
  }
  fastify.get(INVITATION_PAGE, page, built('invitation.html'));
  fastify.get(REFERENCE_PAGE, page, built('reference.html'));
  fastify.get<{ Params: { '*': string } }>('/*', page, async (request, reply) => {
    if (isOfApi(request.url)) return reply.callNotFound();
    const path = request.params['*'];
    const asset = path.endsWith('.html') ? null : await web.file(path);
    return asset ? sendAsset(request, reply, asset) : sendNotFound(web, request, reply);
  });
}

/** The one page that stands beside what it describes. */
const REFERENCE_PAGE = API_BASE + ROUTES.docs;
const isPage = ({ url, routeOptions }: FastifyRequest): boolean =>
  routeOptions.url === REFERENCE_PAGE || !isOfApi(url);

/** Unknown paths below /api are answered as a program expects. */
const isOfApi = (url: string): boolean => /^\/api(?:[/?]|$)/.test(url);

async function sendBuilt(
  web: WebFolder,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
): Promise<void> {
  const asset = await web.file(name);
  return asset ? sendAsset(request, reply, asset) : sendNotFound(web, request, reply);
}

async function sendNotFound(web: WebFolder, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const page = await web.file('not-found.html');
  if (page) return sendAsset(request, reply, page, 404);
  return reply.callNotFound();
}

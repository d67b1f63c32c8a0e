/// <reference lib="webworker" />
/*
 * Opens one page without a network: the console, or a room's screen. Caches the files of one version of the
 * page and serves them together. All other requests, the API above all, pass through.
 */
declare const __PAGE_FILES__: {
  path: string;
  version: string;
  entry: string;
  files: string[];
  scanner: string[];
  takesOver: boolean;
};

const worker = self as unknown as ServiceWorkerGlobalScope;
const { path: page, version, entry, files, scanner, takesOver } = __PAGE_FILES__;
const OURS = `${page.slice(1)}-`;
const CACHE = OURS + version;
const MARK = 'icon.svg';
const ASSETS = new Set([MARK, ...files, ...scanner].map((name) => `/${name}`));
/** Browsers without their own detector need another half a megabyte. */
const needed = [MARK, ...files, ...('BarcodeDetector' in worker ? [] : scanner)];

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(clean().then(() => worker.clients.claim())));
worker.addEventListener('message', (event) => {
  // The page sends this when nothing waits to be saved.
  if (event.data === 'take-over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && (pathname === page || pathname.startsWith(`${page}/`)))
    event.respondWith(cachedOrFetched(page, request));
  else if (ASSETS.has(pathname)) event.respondWith(cachedOrFetched(pathname, request));
});

async function cachedOrFetched(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

async function install(): Promise<void> {
  await fill();
  if (takesOver) await worker.skipWaiting();
}

/** Caches all files or none: a version with a file missing would open half a page. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all([cachePage(cache), ...needed.map((name) => cacheAsset(cache, `/${name}`))]);
}

/** Caches the page only if it names our script: a captive portal answers with its own page. */
async function cachePage(cache: Cache): Promise<void> {
  const response = await fetch(page, { cache: 'no-cache', credentials: 'omit' });
  if (!response.ok || !(await response.clone().text()).includes(entry)) throw new Error('not our page');
  await cache.put(page, response);
}
async function cacheAsset(cache: Cache, path: string): Promise<void> {
  // Names contain a hash of the content, so a file cached by an earlier version is the same.
  const response = (await caches.match(path)) ?? (await fetch(path, { credentials: 'omit' }));
  if (!response.ok || /\bhtml\b/.test(response.headers.get('content-type') ?? 'html'))
    throw new Error(`not ours: ${path}`);
  await cache.put(path, response);
}

async function clean(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

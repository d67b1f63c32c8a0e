/**
 * Lets the browser open this page without a line. A newer page takes over at once: nobody writes on a screen.
 * Without workers, or where the files did not come, the screen needs a line to open.
 */
export async function openOffline(): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  let isOurs = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    if (isOurs) location.reload();
    isOurs = true;
  });
  await workers.register('/site-screen-worker.js', { scope: '/site-screen' }).catch(() => undefined);
}

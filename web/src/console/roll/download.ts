import type { Material } from '#contract/material.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import { fetchApi } from '../../shared/fetch-api.js';

/**
 * Fetches a material with the device's token, which a link cannot carry, and lets the browser save it.
 * @throws when it does not arrive whole
 */
export async function download(
  material: Material,
  token: string,
  progress: (share: number) => void,
): Promise<void> {
  const response = await fetchApi(pathTo(ROUTES.materialContent, material.id), {
    credentials: 'omit',
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
  const parts: BlobPart[] = [];
  let got = 0;
  const reader = response.body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    parts.push(chunk.value as Uint8Array<ArrayBuffer>);
    got += chunk.value.length;
    progress(Math.min(1, got / material.size));
  }
  if (got !== material.size) throw new Error('cut short');
  const url = URL.createObjectURL(new Blob(parts, { type: material.mediaType }));
  const link = Object.assign(document.createElement('a'), { href: url, download: material.fileName });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

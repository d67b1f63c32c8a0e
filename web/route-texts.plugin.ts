import type { Plugin } from 'vite';
import { ROUTES } from '../src/contract/routes.js';

/** Writes each path in the place of its name: no page carries the paths of all the others. */
export function routeTexts(): Plugin {
  return {
    name: 'route-texts',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!id.includes('/web/src/') || !code.includes('ROUTES.')) return null;
      const written = code.replace(/\bROUTES\.(\w+)/g, (whole, name: string) =>
        name in ROUTES ? JSON.stringify(ROUTES[name as keyof typeof ROUTES]) : whole,
      );
      return { code: written, map: null };
    },
  };
}

import { Catalogue } from '../../shared/language.svelte.js';
import type { Messages } from './vi.js';

/** The trainee's page's texts. */
export const texts = new Catalogue<Messages>({ vi: () => import('./vi.js'), en: () => import('./en.js') });

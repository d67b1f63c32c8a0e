import { Catalogue } from '../../shared/language.svelte.js';
import type { Messages } from './vi.js';

/** The console's texts. */
export const texts = new Catalogue<Messages>({ vi: () => import('./vi.js'), en: () => import('./en.js') });

import { Catalogue } from '../../shared/language.svelte.js';
import type { Messages } from './vi.js';

export const messages = new Catalogue<Messages>({ vi: () => import('./vi.js'), en: () => import('./en.js') });

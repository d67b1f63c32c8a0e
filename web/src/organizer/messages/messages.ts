import { Catalogue } from '../../shared/language.svelte.js';
import type setUp from './vi-set-up.js';
import type vi from './vi.js';

export type Messages = typeof vi;
export type SetUpMessages = typeof setUp;
export const messages = new Catalogue<Messages>({ vi: () => import('./vi.js'), en: () => import('./en.js') });

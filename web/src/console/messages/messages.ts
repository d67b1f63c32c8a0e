import { load, type Messages } from '#messages/lazy/console.js';
import { Catalogue } from '../../shared/language.svelte.js';

/** The console's texts. */
export const texts = new Catalogue<Messages>(load);

import { load, type Messages } from '#messages/lazy/trainee.js';
import { Catalogue } from '../../shared/language.svelte.js';

/** The trainee's page's texts. */
export const texts = new Catalogue<Messages>(load);

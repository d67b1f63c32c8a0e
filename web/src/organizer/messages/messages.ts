import { load, type Messages } from '#messages/lazy/organizer.js';
import { Catalogue } from '../../shared/language.svelte.js';

/** The organizers' pages' texts. */
export const messages = new Catalogue<Messages>(load);

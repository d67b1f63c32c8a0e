import { load, type Messages } from '#messages/lazy/reference.js';
import { Catalogue } from '../../shared/language.svelte.js';

/** The texts around the reference; what it describes speaks English, as the descriptions do. */
export const texts = new Catalogue<Messages>(load);

import { load, type Messages } from '#messages/lazy/invitation.js';
import { Catalogue } from '../../shared/language.svelte.js';

/** The texts of the invitation's page. */
export const texts = new Catalogue<Messages>(load);

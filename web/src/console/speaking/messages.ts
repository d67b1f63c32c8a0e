import { load, type Messages } from '#messages/lazy/speaking.js';
import { Catalogue } from '../../shared/language.svelte.js';

/** The texts about speaking, which come with its script. */
export const speakTexts = new Catalogue<Messages>(load);

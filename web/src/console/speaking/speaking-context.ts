import { createContext } from 'svelte';
import type { SiteSpeaking } from './site-speaking.svelte.js';

/** Loads the site's requests to speak: their script comes after the roll can be used. */
export const [useSpeaking, provideSpeaking] = createContext<() => Promise<SiteSpeaking>>();

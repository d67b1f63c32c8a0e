import { LANGUAGE_CODES } from '#contract/languages.js';
import type { WriteTraineePage } from '#contract/trainee-page.js';
import { render } from 'svelte/server';
import { language as choice } from '../shared/language.svelte.js';
import App from './App.svelte';
import { texts } from './messages/messages.js';

for (const language of LANGUAGE_CODES) await texts.load(language);

/**
 * Writes the page by the components that run in the browser. Rendering is one synchronous step: no other page
 * can change the language between.
 */
export const write: WriteTraineePage = (first, language, at) => {
  choice.current = language;
  const { head, body } = render(App, { props: { first, at: Date.parse(at) } });
  return { head, body };
};

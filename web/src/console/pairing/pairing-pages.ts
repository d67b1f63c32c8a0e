/** The pages before and after a pairing: a console at work needs neither, so they come after its roll. */
export { default as EndedPage } from './EndedPage.svelte';
export { default as PairingPage } from './PairingPage.svelte';

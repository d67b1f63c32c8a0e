import { hydrate } from 'svelte';
import '../shared/base.css';
import './trainee.css';
import './current.css';
import './sign-in.css';
import './programme.css';
import './materials.css';
import './foot.css';
import './doors.css';
import './wide.css';
import { reloadWhenTooOld } from '../shared/reload.js';
import App from './App.svelte';
import { firstData } from './first-data.js';
import { otherLanguages } from '#contract/languages.js';
import { language } from '../shared/language.svelte.js';
import { serverNow } from '../shared/server-time.js';
import { texts } from './messages/messages.js';

const OTHER_LANGUAGES_AFTER_MS = 4_000;
const app = document.getElementById('app')!;
const first = firstData();

reloadWhenTooOld();
// The service has written the page by the same components: they take it over where it stands.
if (first) {
  void texts.load().then(() => {
    hydrate(App, { target: app, props: { first, at: serverNow() } });
    // The other languages too, while there is a network: the switch then works without one.
    setTimeout(
      () =>
        otherLanguages(language.current).forEach((other) => void texts.load(other).catch(() => undefined)),
      OTHER_LANGUAGES_AFTER_MS,
    );
  });
}

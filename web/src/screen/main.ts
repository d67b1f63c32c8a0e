import { languageOf, LANGUAGES } from '#contract/languages.js';
import { load } from '#messages/lazy/screen.js';
import { keepAwake } from '../shared/keep-awake.js';
import { reloadWhenTooOld } from '../shared/reload.js';
import { draw } from './draw.js';
import { openOffline } from './offline.js';
import { Room } from './room.js';
import './screen.css';

const TICK_MS = 250;

/** As chosen on the console, which keeps it under this name. */
function chosenLanguage(): string | null {
  try {
    return localStorage.getItem('language');
  } catch {
    return null; // A private window may refuse storage.
  }
}

const language = languageOf(new URLSearchParams(location.search).get('lang') ?? chosenLanguage());
document.documentElement.lang = LANGUAGES[language].htmlLang;
const room = new Room();
void load[language]().then(({ default: t }) => {
  document.title = `${t.title} · ${t.product}`;
  setInterval(() => draw(room, t, language), TICK_MS);
  draw(room, t, language);
});
void room.open();
void openOffline();
reloadWhenTooOld();
keepAwake();

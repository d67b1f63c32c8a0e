import { mount } from 'svelte';
import '../shared/base.css';
import '../shared/theme.svelte.js';
import { reloadWhenTooOld } from '../shared/reload.js';
import App from './App.svelte';
import { texts } from './messages/messages.js';

reloadWhenTooOld();
void texts.load().then(() => mount(App, { target: document.getElementById('app')! }));

import { mount } from 'svelte';
import '../shared/base.css';
import '../shared/theme.svelte.js';
import App from './App.svelte';
import { texts } from './messages/messages.js';

void texts.load().then(() => mount(App, { target: document.getElementById('app')! }));

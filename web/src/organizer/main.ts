import { mount } from 'svelte';
import '../shared/base.css';
import './set-up.css';
import { reloadWhenTooOld } from '../shared/reload.js';
import App from './App.svelte';
import { messages } from './messages/messages.js';

reloadWhenTooOld();
void messages.load().then(() => mount(App, { target: document.getElementById('app')! }));

import { mount } from 'svelte';
import '../shared/base.css';
import './set-up.css';
import App from './App.svelte';
import { messages } from './messages/messages.js';

void messages.load().then(() => mount(App, { target: document.getElementById('app')! }));

import { mount } from 'svelte';
import '../shared/base.css';
import './trainee.css';
import App from './App.svelte';
import { firstData } from './first-data.js';
import { texts } from './messages/messages.js';

const app = document.getElementById('app')!;
const first = firstData();

// The text that the service has put here stays until ours is ready, and for good should it never be.
if (first) {
  void texts.load().then(() => {
    app.replaceChildren();
    mount(App, { target: app, props: { first } });
  });
}

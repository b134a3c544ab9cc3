import '@akabeko/lib/style/paper.css';
import './frame/console.css';

import { mount } from 'svelte';

import App from './App.svelte';

mount(App, { target: document.body });

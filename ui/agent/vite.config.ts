import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  // The catalogue lies outside of this workspace.
  server: { fs: { allow: ['../..'] } },
  build: { modulePreload: { polyfill: false }, cssCodeSplit: false, assetsInlineLimit: 0 },
});

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/console/',
  plugins: [svelte()],
  clearScreen: false,
  // The catalogue lies outside of this workspace.
  server: { fs: { allow: ['../..'] }, proxy: { '/api': 'http://127.0.0.1:8080' } },
  build: {
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    // The backend compiles the files in by their names, and lets browsers ask whether they are still the same.
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/console.js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/console[extname]',
      },
    },
  },
});

import { defineConfig } from 'vite';

/** The worker, in one file that is no module: not every browser takes one there. */
export default defineConfig({
  clearScreen: false,
  build: {
    outDir: 'dist/common',
    emptyOutDir: false,
    lib: { entry: 'src/worker.ts', formats: ['iife'], name: 'akabeko', fileName: () => 'worker.js' },
  },
});

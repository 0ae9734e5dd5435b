import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import pkg from './package.json' with { type: 'json' };

const CORE_OF_TESTS = fileURLToPath(new URL('./tests/core.ts', import.meta.url));

/** The oldest engines we ship on: WebKitGTK 2.50, WKWebView of macOS 14, evergreen WebView2. */
const TARGET = ['safari17.5', 'chrome123'];

// The window's CSP allows no data: address and no inline script or style, so nothing is inlined.
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  define: { __VERSION__: JSON.stringify(pkg.version) },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: TARGET,
    cssTarget: TARGET,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  test: {
    environment: 'jsdom',
    setupFiles: 'tests/jsdom.ts',
    include: ['tests/**/*.test.ts'],
    // What hangs is ended; what is slow beside other work is no fault.
    testTimeout: 60_000,
    // No test names Tauri: behind `src/ipc` stands the core of tests/core.ts.
    alias: [{ find: /^\.\/bridge$/, replacement: CORE_OF_TESTS }],
  },
}));

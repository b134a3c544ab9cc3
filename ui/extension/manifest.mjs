// What each browser is told of the extension.

/** Scripts are the extension's own, and it speaks to servers over TLS, or on this very machine. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const icons = (name, sides) => Object.fromEntries(sides.map((side) => [side, `icons/${name}-${side}.png`]));

/** It may wake itself, remember, and show messages. It asks for no site: the server lets extensions in by itself. */
const COMMON = {
  manifest_version: 3,
  name: 'Akabeko',
  description: '__MSG_description__',
  default_locale: 'ja',
  permissions: ['alarms', 'notifications', 'storage'],
  icons: icons('app', [16, 32, 48, 128]),
  action: { default_icon: icons('offline', [16, 32]) },
  options_ui: { page: 'window.html?window=settings', open_in_tab: true },
  content_security_policy: { extension_pages: POLICY },
};

export const MANIFESTS = {
  chromium: {
    ...COMMON,
    minimum_chrome_version: '120',
    background: { service_worker: 'worker.js' },
  },
  firefox: {
    ...COMMON,
    background: { scripts: ['worker.js'] },
    browser_specific_settings: {
      gecko: {
        id: 'akabeko@akabeko.org',
        strict_min_version: '142.0',
        // The server sees where the device is in the internet; the consent text asks for that before anything is sent.
        data_collection_permissions: { required: ['personallyIdentifyingInfo'] },
      },
    },
  },
};

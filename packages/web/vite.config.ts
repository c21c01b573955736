import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * The pages speak English, so the 33 other languages of react-aria's own texts stay out of the bundle
 * (5 to 15 KB gzip a route). Dates and numbers are not touched: they come from the browser's Intl.
 */
const englishTextsOnly: Plugin = {
  name: "english-texts-only",
  enforce: "pre",
  resolveId: (id) => (/\/(?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/.test(id) ? "\0empty-texts" : null),
  load: (id) => (id === "\0empty-texts" ? "export default {}" : null),
};

const server = "http://127.0.0.1:4318";

export default defineConfig({
  base: "/",
  plugins: [englishTextsOnly, react()],
  resolve: { conditions: ["@promptprof/source", "module", "browser", "development|production"] },
  build: {
    outDir: "dist",
    target: "es2023",
    // The policy of the server allows no data: address, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: { proxy: { "/api": server, "/healthz": server } },
});

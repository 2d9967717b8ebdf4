import react from '@vitejs/plugin-react';
import { createRequire } from 'node:module';
import { defineConfig, type Plugin } from 'vite';

const API = process.env['PERENNIAL_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  base: '/admin/',
  plugins: [react(), oneRouter()],
  resolve: { conditions: ['development', 'module', 'browser'] },
  server: { host: '127.0.0.1', proxy: { '/api': API } },
  build: {
    target: 'es2023',
    rolldownOptions: {
      output: {
        // Frameworks change seldom and are kept by the browser from one release to the next; each resource is a chunk of its own.
        codeSplitting: {
          groups: [
            { name: 'mui', test: /node_modules[\\/](@mui|@emotion|@popperjs)[\\/]/, minShareCount: 2 },
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|react-router-dom|scheduler)[\\/]/ },
          ],
        },
      },
    },
  },
});

/**
 * react-admin needs the router 7, the portal the router 8, so npm nests several copies of the former in the tree. A router is known
 * to its hooks by the identity of a React context: every import, whoever makes it, has to end at react-admin's own copy.
 */
function oneRouter(): Plugin {
  const here = createRequire(import.meta.url);
  const reactAdmin = here.resolve('react-admin');
  return {
    name: 'one-router',
    enforce: 'pre',
    resolveId(source, importer, options) {
      if (!importer || !/^(react-router|ra-core)(\/|$)/.test(source)) return null;
      return this.resolve(source, reactAdmin, { ...options, skipSelf: true });
    },
  };
}

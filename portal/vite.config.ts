import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const API = process.env['PERENNIAL_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  base: '/portal/',
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': API } },
  build: { target: 'es2023' },
});

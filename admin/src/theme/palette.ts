import type { PaletteOptions } from '@mui/material';

/** Evergreen on paper, with clay where something wants attention. Every text colour has at least 4.5:1 on the ground it stands on. */
export const light: PaletteOptions = {
  mode: 'light',
  primary: { main: '#1f5a4a', light: '#3d7d6a', dark: '#143e33', contrastText: '#ffffff' },
  secondary: { main: '#9c4a1f', light: '#c9763f', dark: '#6f3314', contrastText: '#ffffff' },
  background: { default: '#f6f4ee', paper: '#fffefb' },
  text: { primary: '#1d2622', secondary: '#56615b' },
  divider: '#e2ddd0',
  success: { main: '#2c6b4f', contrastText: '#ffffff' },
  info: { main: '#2f5f82', contrastText: '#ffffff' },
  warning: { main: '#8a5a00', contrastText: '#ffffff' },
  error: { main: '#a8322a', contrastText: '#ffffff' },
};

export const dark: PaletteOptions = {
  mode: 'dark',
  primary: { main: '#8fd0b0', light: '#b5e3cb', dark: '#5fa586', contrastText: '#0c1a15' },
  secondary: { main: '#e0a274', light: '#efc19f', dark: '#b97a4c', contrastText: '#1f1108' },
  background: { default: '#111815', paper: '#18211d' },
  text: { primary: '#e8ece6', secondary: '#a5b1aa' },
  divider: '#2c3833',
  success: { main: '#86cfa4', contrastText: '#0c1a15' },
  info: { main: '#8fbfe0', contrastText: '#0b1820' },
  warning: { main: '#e3b75b', contrastText: '#1f1608' },
  error: { main: '#f0958a', contrastText: '#2a0d09' },
};

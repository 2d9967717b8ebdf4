import { alpha, createTheme, type PaletteOptions } from '@mui/material';
import type { RaThemeOptions } from 'react-admin';
import { dark, light } from './palette';

/** Latin letters from the system's own face, Chinese from whichever good one the machine has; nothing to download. */
const FONTS = [
  'system-ui',
  '-apple-system',
  '"Segoe UI"',
  '"PingFang SC"',
  '"Hiragino Sans GB"',
  '"Microsoft YaHei UI"',
  '"Noto Sans CJK SC"',
  '"Noto Sans SC"',
  'sans-serif',
].join(',');

export const lightTheme = themeFrom(light);
export const darkTheme = themeFrom(dark);

function themeFrom(options: PaletteOptions): RaThemeOptions {
  const { palette } = createTheme({ palette: options });
  const line = `1px solid ${palette.divider}`;
  return {
    palette: options,
    shape: { borderRadius: 10 },
    sidebar: { width: 232, closedWidth: 56 },
    typography: {
      fontFamily: FONTS,
      h4: { fontSize: '1.6rem', fontWeight: 650, letterSpacing: '-0.015em' },
      h5: { fontSize: '1.25rem', fontWeight: 650, letterSpacing: '-0.01em' },
      h6: { fontSize: '1.05rem', fontWeight: 650 },
      subtitle2: { fontWeight: 600 },
      button: { textTransform: 'none', fontWeight: 600 },
      overline: { letterSpacing: '0.06em', textTransform: 'none', fontWeight: 600, lineHeight: 2 },
    },
    components: {
      MuiPaper: {
        defaultProps: { elevation: 0 },
        styleOverrides: { root: { backgroundImage: 'none' }, elevation1: { border: line, boxShadow: 'none' } },
      },
      MuiCard: { styleOverrides: { root: { border: line, boxShadow: 'none' } } },
      MuiMenu: { styleOverrides: { paper: { border: line, boxShadow: `0 8px 28px ${alpha('#000', 0.14)}` } } },
      MuiDialog: { styleOverrides: { paper: { border: line } } },
      MuiButton: { defaultProps: { disableElevation: true } },
      MuiChip: { styleOverrides: { root: { borderRadius: 8, fontWeight: 500 } } },
      MuiTextField: { defaultProps: { variant: 'outlined', size: 'small', margin: 'dense', fullWidth: true } },
      MuiFormControl: { defaultProps: { variant: 'outlined', size: 'small', margin: 'dense', fullWidth: true } },
      MuiAutocomplete: { defaultProps: { fullWidth: true } },
      MuiLink: { defaultProps: { underline: 'hover' } },
      MuiTableCell: {
        styleOverrides: {
          root: { borderBottomColor: palette.divider },
          head: { color: palette.text.secondary, fontWeight: 600, fontSize: '0.8rem', whiteSpace: 'nowrap' },
        },
      },
      MuiTableRow: { styleOverrides: { root: { '&:last-child td': { borderBottom: 0 } } } },
      MuiAppBar: {
        defaultProps: { elevation: 0 },
        styleOverrides: { root: { backgroundColor: palette.background.default, color: palette.text.primary, borderBottom: line, backgroundImage: 'none' } },
      },
      RaLocalesMenuButton: {
        styleOverrides: {
          root: {
            '& .MuiButton-root': {
              whiteSpace: 'nowrap',
              // On a phone the sign alone is shown; its name is still read out.
              '@media (max-width: 600px)': { fontSize: 0, minWidth: 'auto', '& .MuiButton-startIcon': { margin: 0 }, '& .MuiButton-endIcon': { display: 'none' } },
            },
          },
        },
      },
      RaMenuItemLink: {
        styleOverrides: {
          root: {
            margin: '1px 8px',
            borderRadius: 8,
            paddingTop: 6,
            paddingBottom: 6,
            paddingLeft: 10,
            fontWeight: 500,
            fontSize: '0.925rem',
            '&.RaMenuItemLink-active': {
              backgroundColor: alpha(palette.primary.main, palette.mode === 'dark' ? 0.16 : 0.1),
              color: palette.primary.main,
              fontWeight: 600,
              '& .MuiSvgIcon-root': { color: palette.primary.main },
            },
            '& .MuiListItemIcon-root': { minWidth: 34 },
            '& .MuiSvgIcon-root': { fontSize: '1.2rem' },
          },
        },
      },
      RaLayout: { styleOverrides: { root: { minWidth: 0, '& .RaLayout-content': { padding: '0 24px 32px', minWidth: 0, '@media (max-width: 600px)': { padding: '0 12px 24px' } } } } },
      RaDatagrid: { styleOverrides: { root: { '& .RaDatagrid-headerCell': { backgroundColor: 'transparent' } } } },
      RaToolbar: { styleOverrides: { root: { backgroundColor: 'transparent', borderTop: line } } },
      RaEmpty: { styleOverrides: { root: { '& .RaEmpty-message': { color: palette.text.secondary, opacity: 1 } } } },
    },
  };
}

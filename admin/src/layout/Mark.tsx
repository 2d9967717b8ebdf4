import { useTheme } from '@mui/material';

/** The sign of the house: two leaves, one after the other. */
export const Mark = ({ size = 28 }: { readonly size?: number }) => {
  const { palette } = useTheme();
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label="Perennial">
      <rect width="32" height="32" rx="8" fill={palette.mode === 'dark' ? '#24443a' : palette.primary.main} />
      <path d="M16 26V14" stroke="#f5efe2" strokeWidth="2.4" strokeLinecap="round" fill="none" />
      <path d="M16 17c0-5 3.5-8 9-8 0 5.2-3.5 8-9 8z" fill="#8fd0b0" />
      <path d="M16 21c0-4.2-3-7-8.5-7 0 4.6 3.2 7 8.5 7z" fill="#f5efe2" />
    </svg>
  );
};

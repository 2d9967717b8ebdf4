import { Box, Tooltip } from '@mui/material';
import { daysBetween } from '@perennial/calendar';
import type { Cycle } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';

/** The 80% window drawn to scale with today and the expected day in it; the words are in the label. */
export const WindowBar = ({ cycle }: { readonly cycle: Cycle }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const label = translate('resources.cycles.window_label', { from: formats.day(cycle.windowFrom), to: formats.day(cycle.windowTo) });
  const start = cycle.asOf < cycle.windowFrom ? cycle.asOf : cycle.windowFrom;
  const end = cycle.asOf > cycle.windowTo ? cycle.asOf : cycle.windowTo;
  const span = Math.max(1, daysBetween(start, end));
  const at = (day: string) => `${(100 * Math.min(Math.max(daysBetween(start, day), 0), span)) / span}%`;
  return (
    <Tooltip title={label}>
      <Box role="img" aria-label={label} tabIndex={0} sx={{ position: 'relative', height: 18, minWidth: 120 }}>
        <Box sx={{ position: 'absolute', top: 8, left: 0, right: 0, height: 2, bgcolor: 'divider' }} />
        <Box sx={{ position: 'absolute', top: 5, left: at(cycle.windowFrom), width: `calc(${at(cycle.windowTo)} - ${at(cycle.windowFrom)})`, minWidth: 6, height: 8, borderRadius: 4, bgcolor: 'primary.main', opacity: 0.35 }} />
        <Box sx={{ position: 'absolute', top: 3, left: `calc(${at(cycle.expectedOn)} - 2px)`, width: 4, height: 12, borderRadius: 2, bgcolor: 'primary.main' }} />
        <Box sx={{ position: 'absolute', top: 1, left: `calc(${at(cycle.asOf)} - 1px)`, width: 2, height: 16, bgcolor: 'secondary.main' }} />
      </Box>
    </Tooltip>
  );
};

import { Box, Typography } from '@mui/material';
import type { Cycle } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';

/** When the next purchase is expected, how far off that is, and whose date it is. */
export const ExpectedDate = ({ cycle }: { readonly cycle: Cycle }) => {
  const translate = useTranslate();
  const formats = useFormats();
  if (cycle.rhythm === 'lapsed' && cycle.overrideBy === null) return <Typography variant="body2" color="textSecondary">{translate('page.none')}</Typography>;
  return (
    <Box>
      <Typography variant="body2" sx={{ fontWeight: 600 }} noWrap>
        <time dateTime={cycle.expectedOn}>{formats.day(cycle.expectedOn)}</time>
      </Typography>
      <Typography variant="caption" color="textSecondary" noWrap>
        {formats.awayFrom(cycle.asOf, cycle.expectedOn)}
        {cycle.overrideBy && ` · ${translate(`resources.cycles.set_by.${cycle.overrideBy}`)}`}
      </Typography>
    </Box>
  );
};

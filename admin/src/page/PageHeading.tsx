import { Box, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** One sentence on what this page is for. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}

/** How every page begins: what it is, what it is for, and what can be done here. */
export const PageHeading = ({ title, lead, actions }: Props) => (
  <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1.5} sx={{ justifyContent: 'space-between', alignItems: { sm: 'flex-end' }, pt: 3, pb: 1.5 }}>
    <title>{`${title} · Perennial`}</title>
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="h4" component="h1" sx={{ overflowWrap: 'anywhere' }}>
        {title}
      </Typography>
      {lead && (
        <Typography component="div" color="textSecondary" sx={{ mt: 0.5, maxWidth: 720, textWrap: 'pretty' }}>
          {lead}
        </Typography>
      )}
    </Box>
    {actions && (
      <Stack direction="row" spacing={1} sx={{ flexShrink: 0, alignItems: 'center', flexWrap: 'wrap' }} useFlexGap>
        {actions}
      </Stack>
    )}
  </Stack>
);

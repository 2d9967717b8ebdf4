import type SvgIcon from '@mui/material/SvgIcon';
import { Card, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';

interface Props {
  readonly icon: typeof SvgIcon;
  readonly title: string;
  readonly text: string;
  /** What to do about it, when something can be done. */
  readonly children?: ReactNode;
}

/** Nothing here yet: says why, and what to do next. */
export const EmptyState = ({ icon: Icon, title, text, children }: Props) => (
  <Card sx={{ py: { xs: 5, sm: 8 }, px: 3 }}>
    <Stack spacing={1.5} sx={{ alignItems: 'center', textAlign: 'center' }}>
      <Icon sx={{ fontSize: 44, color: 'primary.main', opacity: 0.85 }} />
      <Typography variant="h6" component="h2">
        {title}
      </Typography>
      <Typography color="textSecondary" sx={{ maxWidth: 480 }}>
        {text}
      </Typography>
      {children && (
        <Stack direction="row" spacing={1} sx={{ pt: 1, flexWrap: 'wrap', justifyContent: 'center' }} useFlexGap>
          {children}
        </Stack>
      )}
    </Stack>
  </Card>
);

import { Box, Card, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { LocalesMenuButton, Notification } from 'react-admin';
import { Mark } from '../layout/Mark';

interface Props {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

/** A page outside of any workspace: signing in, an invitation, a new password. */
export const OutsidePage = ({ title, text, children }: Props) => {
  return (
    <Box component="main" sx={{ minHeight: '100vh', display: 'grid', gridTemplateRows: 'auto 1fr', bgcolor: 'background.default', color: 'text.primary', p: 2 }}>
      <title>{`${title} · Perennial`}</title>
      <Stack direction="row" sx={{ justifyContent: 'flex-end' }}>
        <LocalesMenuButton />
      </Stack>
      <Stack sx={{ width: '100%', maxWidth: 420, mx: 'auto', pt: { xs: 2, sm: '10vh' } }} spacing={3}>
        <Mark size={44} />
        <Box>
          <Typography variant="h4" component="h1">
            {title}
          </Typography>
          {text && (
            <Typography color="textSecondary" sx={{ mt: 0.5 }}>
              {text}
            </Typography>
          )}
        </Box>
        {children && <Card sx={{ p: 3 }}>{children}</Card>}
      </Stack>
      <Notification />
    </Box>
  );
};

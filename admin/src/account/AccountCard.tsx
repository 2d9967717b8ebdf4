import { Card, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** One matter of the account. */
export const AccountCard = ({ title, text, children }: Props) => (
  <Card component="section" sx={{ p: 3 }}>
    <Typography variant="h6" component="h2">
      {title}
    </Typography>
    <Typography color="text.secondary" sx={{ mb: 2 }}>
      {text}
    </Typography>
    <Stack spacing={1.5} sx={{ alignItems: 'flex-start' }}>
      {children}
    </Stack>
  </Card>
);

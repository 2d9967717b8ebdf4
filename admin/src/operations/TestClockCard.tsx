import FastForwardIcon from '@mui/icons-material/FastForward';
import { Alert, Button, Card, Stack, TextField, Typography } from '@mui/material';
import { AdvanceTestClock, type TestClock } from '@perennial/contract/admin';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../api/request';
import { useFormats } from '../formats/useFormats';

const DAYS = [1, 7, 30];
const DAY_MS = 86_400_000;

/** Moves the clock of a demo or test installation forward; everything due on the way happens in order. Elsewhere there is no such clock. */
export const TestClockCard = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const notify = useNotify();
  const queries = useQueryClient();
  const [to, setTo] = useState('');
  const { data: clock } = useQuery({ queryKey: ['test-clock'], queryFn: ({ signal }) => request<TestClock>('/test-clock', { signal }), retry: false });
  const { mutate: advance, isPending, error } = useMutation({
    mutationFn: (body: AdvanceTestClock) => request<TestClock>('/test-clock/advance', { method: 'POST', body }),
    onSuccess: async ({ now }) => {
      notify('resources.operations/workspaces.clock.done', { type: 'success', messageArgs: { now: formats.instant(now) } });
      await queries.invalidateQueries();
    },
  });
  if (!clock) return null;
  const wanted = AdvanceTestClock.safeParse({ to: to && new Date(to).toISOString() });

  return (
    <Card sx={{ p: 2.5, mb: 2 }}>
      <Stack direction={{ xs: 'column', md: 'row' }} spacing={2} sx={{ alignItems: { md: 'center' }, justifyContent: 'space-between' }}>
        <div>
          <Typography variant="h6" component="h2">
            {translate('resources.operations/workspaces.clock.now', { now: formats.instant(clock.now) })}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {translate('resources.operations/workspaces.clock.text')}
          </Typography>
        </div>
        <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
          {DAYS.map((days) => (
            <Button key={days} variant="outlined" disabled={isPending} onClick={() => advance({ to: new Date(Date.parse(clock.now) + days * DAY_MS).toISOString() })}>
              {translate('resources.operations/workspaces.clock.days', days)}
            </Button>
          ))}
          <TextField type="datetime-local" label={translate('resources.operations/workspaces.clock.to')} value={to} onChange={(event) => setTo(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} sx={{ width: 210 }} />
          <Button
            variant="contained"
            startIcon={<FastForwardIcon />}
            disabled={!wanted.success || isPending}
            onClick={() => {
              if (wanted.success) advance(wanted.data);
            }}
          >
            {translate(isPending ? 'resources.operations/workspaces.clock.moving' : 'resources.operations/workspaces.clock.advance')}
          </Button>
        </Stack>
      </Stack>
      {error && (
        <Alert severity="error" sx={{ mt: 2 }}>
          {error.message}
        </Alert>
      )}
    </Card>
  );
};

import EventRepeatIcon from '@mui/icons-material/EventRepeat';
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, TextField } from '@mui/material';
import { daysBetween } from '@perennial/calendar';
import { type Cycle, EveryNWeeks } from '@perennial/contract/admin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';

/** The customer wants it every so many weeks from now on. */
export const EveryNWeeksButton = ({ cycle }: { readonly cycle: Cycle }) => {
  const translate = useTranslate();
  const api = useApi();
  const notify = useNotify();
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const [weeks, setWeeks] = useState('');
  const asked = EveryNWeeks.safeParse({ weeks: Number(weeks) });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: EveryNWeeks) => api.put(`/cycles/${cycle.id}/every-n-weeks`, body),
    onSuccess: () => {
      setOpen(false);
      notify('resources.cycles.every.done', { type: 'success' });
      refresh();
    },
  });

  return (
    <>
      <Button
        size="small"
        startIcon={<EventRepeatIcon />}
        onClick={(event) => {
          event.stopPropagation();
          setWeeks(String(cycle.because.everyWeeks ?? aboutNow(cycle)));
          setOpen(true);
        }}
      >
        {translate('resources.cycles.every.button')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} onClick={(event) => event.stopPropagation()} fullWidth maxWidth="xs">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (asked.success) mutate(asked.data);
          }}
        >
          <DialogTitle>{translate('resources.cycles.every.title')}</DialogTitle>
          <DialogContent>
            <DialogContentText sx={{ mb: 2 }}>{translate('resources.cycles.every.text', { customer: cycle.customerName, product: cycle.productName })}</DialogContentText>
            {error && <Alert severity="error">{error.message}</Alert>}
            <TextField
              type="number"
              required
              autoFocus
              label={translate('resources.cycles.every.weeks')}
              value={weeks}
              onChange={(event) => setWeeks(event.target.value)}
              slotProps={{ htmlInput: { min: 1, max: 52, step: 1, inputMode: 'numeric' } }}
            />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>{translate('ra.action.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={!asked.success || isPending}>
              {translate('resources.cycles.every.confirm')}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
};

/** How long the open cycle is expected to last, in whole weeks. */
function aboutNow({ lastOrderedOn, expectedOn }: Cycle): number {
  return Math.min(Math.max(Math.round(daysBetween(lastOrderedOn, expectedOn) / 7), 1), 52);
}

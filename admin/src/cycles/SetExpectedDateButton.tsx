import EditCalendarIcon from '@mui/icons-material/EditCalendar';
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, Stack, TextField } from '@mui/material';
import { type Cycle, SetExpectedDate } from '@perennial/contract/admin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';

/** Staff know better: their own date, or range of days, is in force for this cycle and teaches the next one. */
export const SetExpectedDateButton = ({ cycle }: { readonly cycle: Cycle }) => {
  const translate = useTranslate();
  const api = useApi();
  const notify = useNotify();
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState(cycle.expectedOn);
  const [dayTo, setDayTo] = useState('');
  const date = SetExpectedDate.safeParse({ day, ...(dayTo && { dayTo }) });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: SetExpectedDate) => api.put(`/cycles/${cycle.id}/expected-date`, body),
    onSuccess: () => {
      setOpen(false);
      notify('resources.cycles.set_date.done', { type: 'success' });
      refresh();
    },
  });

  return (
    <>
      <Button
        size="small"
        startIcon={<EditCalendarIcon />}
        onClick={(event) => {
          event.stopPropagation();
          setDay(cycle.expectedOn);
          setOpen(true);
        }}
      >
        {translate('resources.cycles.set_date.button')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} onClick={(event) => event.stopPropagation()} fullWidth maxWidth="xs">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (date.success) mutate(date.data);
          }}
        >
          <DialogTitle>{translate('resources.cycles.set_date.title')}</DialogTitle>
          <DialogContent>
            <DialogContentText sx={{ mb: 2 }}>
              {translate('resources.cycles.set_date.text', { customer: cycle.customerName, product: cycle.productName })}
            </DialogContentText>
            {error && <Alert severity="error">{error.message}</Alert>}
            <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
              <TextField type="date" required autoFocus label={translate('resources.cycles.set_date.day')} value={day} onChange={(event) => setDay(event.target.value)} slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: cycle.asOf } }} />
              <TextField type="date" label={translate('resources.cycles.set_date.day_to')} value={dayTo} onChange={(event) => setDayTo(event.target.value)} slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: day } }} />
            </Stack>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>{translate('ra.action.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={!date.success || isPending}>
              {translate('resources.cycles.set_date.confirm')}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
};

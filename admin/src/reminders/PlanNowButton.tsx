import EventRepeatIcon from '@mui/icons-material/EventRepeat';
import { Button } from '@mui/material';
import type { PlanResult } from '@perennial/contract/admin';
import { useMutation } from '@tanstack/react-query';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';

/** Plans at once what the night would plan; a second time changes nothing. */
export const PlanNowButton = () => {
  const translate = useTranslate();
  const api = useApi();
  const notify = useNotify();
  const refresh = useRefresh();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.post<PlanResult>('/reminders/plan'),
    onSuccess: ({ planned, moved, superseded, withdrawn }) => {
      const changed = planned + moved + superseded + withdrawn;
      notify(changed === 0 ? 'resources.reminders.plan.unchanged' : 'resources.reminders.plan.done', { type: 'success', messageArgs: { planned, moved, gone: superseded + withdrawn } });
      refresh();
    },
    onError: (error) => notify(error.message, { type: 'error' }),
  });
  return (
    <Button variant="outlined" startIcon={<EventRepeatIcon />} disabled={isPending} onClick={() => mutate()}>
      {translate('resources.reminders.plan.button')}
    </Button>
  );
};

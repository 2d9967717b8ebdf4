import { Box, Card, Tooltip, Typography } from '@mui/material';
import type { Projection } from '@perennial/contract/admin';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useApi } from '../api/useApi';
import { useFormats } from '../formats/useFormats';

/** How many reminders each of the next days brings, and why other customers get none. */
export const NextDays = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const api = useApi();
  const { data } = useQuery({ queryKey: ['reminders', 'projection'], queryFn: ({ signal }) => api.get<Projection>('/reminders/projection', signal) });
  if (!data) return null;
  const most = Math.max(1, ...data.days.map(({ reminders }) => reminders));
  const total = data.days.reduce((sum, { reminders }) => sum + reminders, 0);
  const others = data.notPlanned.filter(({ cycles }) => cycles > 0);
  return (
    <Card sx={{ p: 2.5, mb: 1 }}>
      <Typography variant="h6" component="h2">
        {translate('resources.reminders.next_days.title', { smart_count: total, number: formats.number(total), until: formats.day(data.to) })}
      </Typography>
      <Box component="ul" aria-label={translate('resources.reminders.next_days.label')} sx={{ display: 'flex', alignItems: 'flex-end', gap: '3px', height: 72, p: 0, m: 0, mt: 2, listStyle: 'none' }}>
        {data.days.map(({ day, reminders, customers }) => {
          const label = translate('resources.reminders.next_days.day', { day: formats.day(day), reminders: formats.number(reminders), customers: formats.number(customers) });
          return (
            <Tooltip key={day} title={label}>
              <Box component="li" aria-label={label} sx={{ flex: 1, minWidth: 3, height: '100%', display: 'flex', alignItems: 'flex-end' }}>
                <Box sx={{ width: '100%', height: `${Math.max((100 * reminders) / most, 2)}%`, borderRadius: '3px 3px 0 0', bgcolor: reminders > 0 ? 'primary.main' : 'divider' }} />
              </Box>
            </Tooltip>
          );
        })}
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', mt: 0.5 }}>
        <Typography variant="caption" color="textSecondary">
          {formats.shortDay(data.from)}
        </Typography>
        <Typography variant="caption" color="textSecondary">
          {formats.shortDay(data.to)}
        </Typography>
      </Box>
      {others.length > 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1.5 }}>
          {translate('resources.reminders.next_days.others')}{' '}
          {others.map(({ because, cycles }) => translate(`resources.reminders.not_planned.${because}`, { smart_count: cycles, number: formats.number(cycles) })).join(translate('resources.reminders.next_days.separator'))}
        </Typography>
      )}
    </Card>
  );
};

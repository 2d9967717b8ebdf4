import { Box, Card, LinearProgress, Stack, Typography } from '@mui/material';
import type { BillingStatus } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';
import { ServiceStateChip } from './ServiceStateChip';

/** The days that are covered, and what happens on which day when nothing is done. */
export const StatusCard = ({ status }: { readonly status: BillingStatus }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const { paidThrough, daysLeft } = status;
  return (
    <Card sx={{ p: 3 }}>
      <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center', mb: 1 }}>
        <Typography variant="h5" component="h2">
          {paidThrough === null ? translate('resources.billing.no_end') : translate('resources.billing.paid_through', { day: formats.day(paidThrough) })}
        </Typography>
        <ServiceStateChip state={status.state} />
      </Stack>
      <Typography color="textSecondary">{translate(`resources.billing.meaning.${status.state}`)}</Typography>
      {daysLeft !== null && <DaysCovered status={status} daysLeft={daysLeft} />}
      {status.next.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h3" sx={{ mt: 3, mb: 1 }}>
            {translate('resources.billing.next')}
          </Typography>
          <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 2, rowGap: 1 }}>
            {status.next.map(({ on, event }) => (
              <Box component="li" key={event} sx={{ display: 'contents' }}>
                <Typography variant="body2" component="time" dateTime={on} sx={{ fontWeight: 600 }}>
                  {formats.day(on)}
                </Typography>
                <Typography variant="body2">{translate(`resources.billing.events.${event}`)}</Typography>
              </Box>
            ))}
          </Box>
        </>
      )}
    </Card>
  );
};

const DaysCovered = ({ status, daysLeft }: { readonly status: BillingStatus; readonly daysLeft: number }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const covered = Math.max(status.daysCovered ?? daysLeft, daysLeft, 1);
  const label = translate('resources.billing.days_left', daysLeft);
  return (
    <Box sx={{ mt: 2.5 }}>
      <LinearProgress
        variant="determinate"
        aria-label={label}
        value={(daysLeft / covered) * 100}
        color={daysLeft === 0 ? 'error' : daysLeft <= 7 ? 'warning' : 'primary'}
        sx={{ height: 12, borderRadius: 6 }}
      />
      <Stack direction="row" sx={{ justifyContent: 'space-between', mt: 0.75 }}>
        <Typography variant="caption" color="textSecondary">
          {status.periodFrom && formats.day(status.periodFrom)}
        </Typography>
        <Typography variant="caption" sx={{ fontWeight: 600 }}>
          {label}
        </Typography>
        <Typography variant="caption" color="textSecondary">
          {status.paidThrough && formats.day(status.paidThrough)}
        </Typography>
      </Stack>
    </Box>
  );
};

import { Box, Chip, type ChipProps, Typography } from '@mui/material';
import type { Reminder } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';

const COLORS: Record<Reminder['status'], ChipProps['color']> = {
  planned: 'info',
  queued: 'info',
  held: 'warning',
  sent: 'success',
  skipped: 'default',
  superseded: 'default',
  failed: 'error',
};

/** Where a reminder stands and, when it was not sent, why not. */
export const ReminderState = ({ reminder }: { readonly reminder: Reminder }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const { status, heldBecause, skippedBecause, releaseAt } = reminder;
  const why =
    (heldBecause && translate(`resources.reminders.held_because.${heldBecause}`)) ?? (skippedBecause && translate(`resources.reminders.skipped_because.${skippedBecause}`));
  return (
    <Box>
      <Chip size="small" variant="outlined" color={COLORS[status]} label={translate(`resources.reminders.statuses.${status}`)} />
      {why && (
        <Typography variant="caption" color="textSecondary" component="div" sx={{ mt: 0.5, maxWidth: 320 }}>
          {why}
          {releaseAt && ` ${translate('resources.reminders.looked_at_again', { at: formats.instant(releaseAt) })}`}
        </Typography>
      )}
      <FollowedBy reminder={reminder} />
    </Box>
  );
};

/** The order that came after it, or in spite of its being held back. */
const FollowedBy = ({ reminder: { purchase, wouldHaveSentAt } }: { readonly reminder: Reminder }) => {
  const translate = useTranslate();
  const formats = useFormats();
  if (!purchase) return null;
  const { orderedAt, amountMinor, currency } = purchase;
  const how = wouldHaveSentAt === null ? 'delivered' : 'control';
  return (
    <Typography variant="caption" component="div" sx={{ mt: 0.5, maxWidth: 320 }}>
      {amountMinor === null
        ? translate(`resources.reminders.followed_by.${how}`, { at: formats.instant(orderedAt) })
        : translate(`resources.reminders.followed_by.${how}_for`, { at: formats.instant(orderedAt), amount: formats.money(amountMinor, currency) })}
    </Typography>
  );
};

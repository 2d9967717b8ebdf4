import { Box, Chip, type ChipProps, Typography } from '@mui/material';
import type { Message } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';

const COLORS: Record<Message['status'], ChipProps['color']> = {
  queued: 'info',
  sending: 'info',
  held: 'warning',
  unknown: 'warning',
  sent: 'success',
  skipped: 'default',
  failed: 'error',
};

/** Where a message stands and, when it did not go out, why. */
export const MessageState = ({ message }: { readonly message: Message }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const { status, heldBecause, skippedBecause, error, nextAttemptAt } = message;
  const why =
    (heldBecause && translate(`resources.reminders.held_because.${heldBecause}`, { _: heldBecause })) ??
    (skippedBecause && translate(`resources.reminders.skipped_because.${skippedBecause}`, { _: skippedBecause })) ??
    error;
  return (
    <Box>
      <Chip size="small" variant="outlined" color={COLORS[status]} label={translate(`resources.messages.statuses.${status}`)} />
      {why && (
        <Typography variant="caption" color="textSecondary" component="div" sx={{ mt: 0.5, maxWidth: 320 }}>
          {why}
        </Typography>
      )}
      {nextAttemptAt && status === 'queued' && (
        <Typography variant="caption" color="textSecondary" component="div" sx={{ mt: 0.5 }}>
          {translate('resources.messages.next_attempt', { at: formats.instant(nextAttemptAt) })}
        </Typography>
      )}
    </Box>
  );
};

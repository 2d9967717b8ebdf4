import ContentCopyIcon from '@mui/icons-material/ContentCopy';
import { IconButton, Stack, TextField } from '@mui/material';
import type { MailSender } from '@perennial/contract/admin';
import { useNotify, useTranslate } from 'react-admin';

/** A record to be copied into the pages of whoever keeps the shop's domain. */
export const DnsRecord = ({ type, name, value }: NonNullable<MailSender['own']>['record']) => {
  const translate = useTranslate();
  const notify = useNotify();
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    notify('resources.workspace-settings.sender.copied', { type: 'success' });
  };
  return (
    <Stack spacing={2}>
      {(
        [
          ['record_name', name],
          ['record_value', value],
        ] as const
      ).map(([key, text]) => {
        const label = translate(`resources.workspace-settings.sender.${key}`, { type });
        return (
          <TextField
            key={key}
            label={label}
            value={text}
            multiline
            slotProps={{
              input: {
                readOnly: true,
                sx: { fontFamily: 'monospace', fontSize: 13, overflowWrap: 'anywhere' },
                endAdornment: (
                  <IconButton aria-label={translate('resources.workspace-settings.sender.copy', { what: label })} onClick={() => void copy(text)}>
                    <ContentCopyIcon fontSize="small" />
                  </IconButton>
                ),
              },
            }}
          />
        );
      })}
    </Stack>
  );
};

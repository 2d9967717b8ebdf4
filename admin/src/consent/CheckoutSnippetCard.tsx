import ContentCopyIcon from '@mui/icons-material/ContentCopy';
import { Alert, Button, Card, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { type ConsentWordingList, Locale } from '@perennial/contract/admin';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { requestText } from '../api/request';
import { useApi } from '../api/useApi';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { AddWordingButton } from './AddWordingButton';

const LANGUAGES: Readonly<Record<Locale, string>> = { en: 'English', 'zh-CN': '简体中文' };

/** The unticked checkbox to paste into a shop's checkout, in one of the kept wordings. */
export const CheckoutSnippetCard = () => {
  const translate = useTranslate();
  const notify = useNotify();
  const api = useApi();
  const { id, locale: own } = useWorkplace();
  const [chosen, choose] = useState<{ readonly version?: string; readonly locale?: Locale }>({});
  const { data: wordings } = useQuery({
    queryKey: ['consent-wordings', id],
    queryFn: ({ signal }) => api.get<ConsentWordingList>('/consent-wordings?sort=-createdAt&perPage=200', signal),
  });
  const wording = wordings?.data.find(({ version }) => version === chosen.version) ?? wordings?.data[0];
  const languages = Locale.options.filter((locale) => wording?.texts[locale] !== undefined);
  const locale = languages.find((one) => one === (chosen.locale ?? own)) ?? languages[0];
  const { data: html = '' } = useQuery({
    queryKey: ['consent-snippet', id, wording?.version, locale],
    queryFn: ({ signal }) => requestText(`/workspaces/${id}/consent-wordings/${encodeURIComponent(wording?.version ?? '')}/snippet?locale=${locale}`, { signal }),
    enabled: wording !== undefined && locale !== undefined,
  });
  const copy = async () => {
    await navigator.clipboard.writeText(html);
    notify('resources.consent.snippet.copied', { type: 'success' });
  };

  return (
    <Card sx={{ p: 3, mt: 2, maxWidth: 640 }}>
      <Stack spacing={2}>
        <div>
          <Typography variant="h6" component="h2">
            {translate('resources.consent.snippet.title')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {translate('resources.consent.snippet.text')}
          </Typography>
        </div>
        <Alert severity="warning">{translate('resources.consent.snippet.unticked')}</Alert>
        {wording && locale && (
          <>
            <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
              <TextField
                select
                fullWidth
                label={translate('resources.consent.snippet.version')}
                value={wording.version}
                onChange={(event) => choose({ ...chosen, version: event.target.value })}
              >
                {wordings?.data.map(({ version }) => (
                  <MenuItem key={version} value={version}>
                    {version}
                  </MenuItem>
                ))}
              </TextField>
              <TextField
                select
                fullWidth
                label={translate('resources.consent.snippet.locale')}
                value={locale}
                onChange={(event) => choose({ ...chosen, locale: Locale.parse(event.target.value) })}
              >
                {languages.map((one) => (
                  <MenuItem key={one} value={one}>
                    {LANGUAGES[one]}
                  </MenuItem>
                ))}
              </TextField>
            </Stack>
            <TextField
              label={translate('resources.consent.snippet.html')}
              value={html}
              multiline
              minRows={6}
              maxRows={16}
              slotProps={{ input: { readOnly: true, sx: { fontFamily: 'monospace', fontSize: 13 } } }}
            />
          </>
        )}
        <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
          <Button variant="contained" startIcon={<ContentCopyIcon />} disabled={html === ''} onClick={() => void copy()}>
            {translate('resources.consent.snippet.copy')}
          </Button>
          <AddWordingButton onAdded={(version) => choose({ version })} />
        </Stack>
      </Stack>
    </Card>
  );
};

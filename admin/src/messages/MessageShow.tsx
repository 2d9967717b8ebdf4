import { Alert, Box, Card, Stack } from '@mui/material';
import type { MessageDetail } from '@perennial/contract/admin';
import { ShowBase, useRecordContext, useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';
import { Facts } from '../page/Facts';
import { PageHeading } from '../page/PageHeading';
import { useMay } from '../session/useMay';
import { MarkAsSentButton } from './MarkAsSentButton';
import { MessageState } from './MessageState';
import { SendAgainButton } from './SendAgainButton';

/** What the recipient read. */
const MessageShow = () => (
  <ShowBase>
    <Letter />
  </ShowBase>
);

const Letter = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const mayResolve = useMay('admin');
  const message = useRecordContext<MessageDetail>();
  if (!message) return null;
  const field = (name: string) => translate(`resources.messages.fields.${name}`);
  return (
    <>
      <PageHeading title={message.subject || translate(`resources.messages.purposes.${message.purpose}`)} />
      {message.status === 'unknown' && (
        <Alert
          severity="warning"
          sx={{ mb: 2 }}
          action={mayResolve && (
            <Stack direction="row" spacing={1}>
              <MarkAsSentButton message={message} />
              <SendAgainButton message={message} />
            </Stack>
          )}
        >
          {translate('resources.messages.in_doubt')}
        </Alert>
      )}
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 1fr) 300px' }, alignItems: 'start' }}>
        <Card sx={{ overflow: 'hidden', bgcolor: '#fff' }}>
          <Box component="iframe" title={translate('resources.messages.as_read')} sandbox="" srcDoc={message.html} sx={{ display: 'block', width: '100%', height: '70vh', border: 0 }} />
        </Card>
        <Facts
          facts={[
            { term: field('status'), value: <MessageState message={message} /> },
            { term: field('to'), value: message.to },
            { term: field('purpose'), value: translate(`resources.messages.purposes.${message.purpose}`) },
            { term: field('channel'), value: translate(`resources.rules.channels.${message.channel}`) },
            { term: field('locale'), value: translate(`resources.customers.locales.${message.locale}`) },
            { term: field('createdAt'), value: formats.instant(message.createdAt) },
            { term: field('sentAt'), value: message.sentAt ? formats.instant(message.sentAt) : translate('resources.messages.not_sent') },
            { term: field('attempts'), value: formats.number(message.attempts) },
          ]}
        />
      </Box>
    </>
  );
};

export default MessageShow;

import type { Message } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** Somebody looked it up: the recipient has it. */
export const MarkAsSentButton = ({ message }: { readonly message: Message }) => (
  <CommandButton resource="messages" id={message.id} verb="resolve" body={{ outcome: 'sent' }} done="resources.messages.resolved" color="inherit">
    {useTranslate()('resources.messages.action.mark_as_sent')}
  </CommandButton>
);

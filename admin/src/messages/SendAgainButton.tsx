import type { Message } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** Somebody looked it up: it never arrived. */
export const SendAgainButton = ({ message }: { readonly message: Message }) => (
  <CommandButton resource="messages" id={message.id} verb="resolve" body={{ outcome: 'send-again' }} done="resources.messages.resolved" color="inherit">
    {useTranslate()('resources.messages.action.send_again')}
  </CommandButton>
);

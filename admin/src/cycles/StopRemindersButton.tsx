import NotificationsOffOutlinedIcon from '@mui/icons-material/NotificationsOffOutlined';
import type { Cycle } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** The customer wants no reminders about this product. */
export const StopRemindersButton = ({ cycle }: { readonly cycle: Cycle }) => (
  <CommandButton resource="cycles" id={cycle.id} verb="stop" done="resources.cycles.stop.done" icon={<NotificationsOffOutlinedIcon />} variant="text">
    {useTranslate()('resources.cycles.stop.button')}
  </CommandButton>
);

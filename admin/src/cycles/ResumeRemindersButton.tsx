import NotificationsActiveOutlinedIcon from '@mui/icons-material/NotificationsActiveOutlined';
import type { Cycle } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** The customer wants reminders about this product again. */
export const ResumeRemindersButton = ({ cycle }: { readonly cycle: Cycle }) => (
  <CommandButton resource="cycles" id={cycle.id} verb="resume" done="resources.cycles.resume.done" icon={<NotificationsActiveOutlinedIcon />} variant="text">
    {useTranslate()('resources.cycles.resume.button')}
  </CommandButton>
);

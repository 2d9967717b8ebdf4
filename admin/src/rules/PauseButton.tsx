import PauseIcon from '@mui/icons-material/Pause';
import type { Rule } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** Holds every reminder of the rule; nothing is lost. */
export const PauseButton = ({ rule }: { readonly rule: Rule }) => (
  <CommandButton resource="rules" id={rule.id} verb="pause" done="resources.rules.pause.done" icon={<PauseIcon />}>
    {useTranslate()('resources.rules.pause.button')}
  </CommandButton>
);

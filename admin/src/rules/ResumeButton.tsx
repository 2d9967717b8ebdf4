import PlayArrowIcon from '@mui/icons-material/PlayArrow';
import type { Rule } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** Lets the rule remind again; what was held meanwhile is looked at anew. */
export const ResumeButton = ({ rule }: { readonly rule: Rule }) => (
  <CommandButton resource="rules" id={rule.id} verb="resume" done="resources.rules.resume.done" icon={<PlayArrowIcon />} variant="contained">
    {useTranslate()('resources.rules.resume.button')}
  </CommandButton>
);

import ShuffleIcon from '@mui/icons-material/Shuffle';
import type { Rule } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** Draws anew who is held back, from the next reminder on. */
export const NewComparisonButton = ({ rule }: { readonly rule: Rule }) => (
  <CommandButton resource="rules" id={rule.id} verb="start-experiment" done="resources.rules.new_comparison.done" icon={<ShuffleIcon />}>
    {useTranslate()('resources.rules.new_comparison.button')}
  </CommandButton>
);

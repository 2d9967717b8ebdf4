import Inventory2OutlinedIcon from '@mui/icons-material/Inventory2Outlined';
import type { Cycle } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** The customer said so on the phone or at the counter: the cycle stays open, and that is evidence. */
export const StillHasSomeButton = ({ cycle }: { readonly cycle: Cycle }) => {
  const translate = useTranslate();
  return (
    <CommandButton resource="cycles" id={cycle.id} verb="still-have-some" done="resources.cycles.still_has_some.done" icon={<Inventory2OutlinedIcon />} variant="text">
      {translate('resources.cycles.still_has_some.button')}
    </CommandButton>
  );
};

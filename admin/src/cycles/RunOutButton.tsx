import ProductionQuantityLimitsIcon from '@mui/icons-material/ProductionQuantityLimits';
import type { Cycle } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** The customer said that nothing is left: due today. */
export const RunOutButton = ({ cycle }: { readonly cycle: Cycle }) => (
  <CommandButton resource="cycles" id={cycle.id} verb="ran-out" done="resources.cycles.ran_out.done" icon={<ProductionQuantityLimitsIcon />} variant="text">
    {useTranslate()('resources.cycles.ran_out.button')}
  </CommandButton>
);

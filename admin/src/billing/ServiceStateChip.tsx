import { Chip, type ChipProps } from '@mui/material';
import type { BillingStatus } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';

const COLORS: Record<BillingStatus['state'], ChipProps['color']> = {
  trialing: 'info', active: 'success', past_due: 'warning', non_renewing: 'warning', grace: 'warning', suspended: 'error', expired: 'default', canceled: 'default',
};

export const ServiceStateChip = ({ state }: { readonly state: BillingStatus['state'] }) => {
  const translate = useTranslate();
  return <Chip size="small" color={COLORS[state]} label={translate(`resources.operations/workspaces.states.${state}`)} />;
};

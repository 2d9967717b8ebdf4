import { InputAdornment } from '@mui/material';
import { exponentOf } from '@perennial/money';
import { minValue, NumberInput } from 'react-admin';
import { useWatch } from 'react-hook-form';
import { useWorkplace } from '../layout/CurrentWorkspace';

/** Staff write 19.99; the record holds 1999 minor units of its currency, or of the workspace's. */
export const PriceInput = () => {
  const { currency: own } = useWorkplace();
  const currency = (useWatch({ name: 'currency' }) as string | null | undefined) ?? own;
  const minor = 10 ** exponentOf(currency);
  return (
    <NumberInput
      source="priceMinor"
      min={0}
      step={1 / minor}
      validate={minValue(0)}
      format={(amount: number | null | undefined) => (amount === null || amount === undefined ? '' : amount / minor)}
      parse={(text: string) => (text === '' ? null : Math.round(Number(text) * minor))}
      slotProps={{ input: { startAdornment: <InputAdornment position="start">{currency}</InputAdornment> } }}
    />
  );
};

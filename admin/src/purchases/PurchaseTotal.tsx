import type { Purchase } from '@perennial/contract/admin';
import { useFormats } from '../formats/useFormats';

/** What an order came to; nothing when a line has no price. */
export const PurchaseTotal = ({ purchase }: { readonly purchase: Purchase }) => {
  const formats = useFormats();
  const amounts = purchase.lines.map(({ quantity, unitPriceMinor }) => (unitPriceMinor === null ? null : quantity * unitPriceMinor));
  if (amounts.includes(null)) return null;
  return <>{formats.money(amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0), purchase.currency)}</>;
};

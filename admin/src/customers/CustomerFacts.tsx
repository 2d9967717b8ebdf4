import { Link } from '@mui/material';
import { dayIn } from '@perennial/calendar';
import type { CustomerDetail } from '@perennial/contract/admin';
import { useRecordContext, useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { Facts } from '../page/Facts';

/** How to reach a customer, and what the ledger knows of them. */
export const CustomerFacts = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const { timeZone } = useWorkplace();
  const customer = useRecordContext<CustomerDetail>();
  if (!customer) return null;
  const unknown = translate('page.unknown');
  const dayOf = (instant: string | null) => (instant ? formats.day(dayIn(new Date(instant), timeZone)) : translate('page.none'));
  const term = (field: string) => translate(`resources.customers.fields.${field}`);
  return (
    <Facts
      facts={[
        { term: term('email'), value: customer.email ? <Link href={`mailto:${customer.email}`}>{customer.email}</Link> : unknown },
        { term: term('phone'), value: customer.phone ? <Link href={`tel:${customer.phone}`}>{customer.phone}</Link> : unknown },
        { term: term('locale'), value: translate(`resources.customers.locales.${customer.locale}`) },
        { term: term('timeZone'), value: customer.timeZone ?? translate('resources.customers.workspace_zone', { zone: timeZone }) },
        { term: term('purchases'), value: formats.number(customer.purchases) },
        { term: term('lastPurchaseAt'), value: dayOf(customer.lastPurchaseAt) },
        { term: term('firstPurchaseAt'), value: dayOf(customer.firstPurchaseAt) },
        ...(customer.externalId ? [{ term: term('externalId'), value: customer.externalId }] : []),
      ]}
    />
  );
};

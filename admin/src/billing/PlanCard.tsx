import type { BillingStatus } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';
import { Facts } from '../page/Facts';
import { useInTongue } from './useInTongue';

/** What the plan holds and what it costs. */
export const PlanCard = ({ status }: { readonly status: BillingStatus }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const inTongue = useInTongue();
  const { plan, price, currency, interval } = status;
  const upTo = (limit: number | null) => (limit === null ? translate('resources.billing.no_limit') : formats.number(limit));
  const term = (name: string) => translate(`resources.billing.fields.${name}`);
  return (
    <Facts
      facts={[
        { term: term('plan'), value: inTongue(plan.name) },
        { term: term('price'), value: price === null ? translate('resources.billing.not_on_sale') : translate(`resources.billing.per.${interval}`, { price: formats.money(price, currency) }) },
        { term: term('contacts'), value: upTo(plan.limits.contacts) },
        { term: term('remindersAMonth'), value: upTo(plan.limits.remindersAMonth) },
        { term: term('seats'), value: upTo(plan.limits.seats) },
      ]}
    />
  );
};

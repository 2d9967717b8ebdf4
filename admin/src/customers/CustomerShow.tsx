import { Box } from '@mui/material';
import type { CustomerDetail } from '@perennial/contract/admin';
import { EditButton, ShowBase, TabbedShowLayout, useRecordContext, useTranslate } from 'react-admin';
import { PageHeading } from '../page/PageHeading';
import { CustomerConsent } from './CustomerConsent';
import { CustomerFacts } from './CustomerFacts';
import { CustomerMessages } from './CustomerMessages';
import { CustomerPurchases } from './CustomerPurchases';
import { CustomerReminders } from './CustomerReminders';
import { CustomerRhythms } from './CustomerRhythms';

/** Everything known of one customer, what is expected of them first. */
const CustomerShow = () => (
  <ShowBase>
    <Heading />
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 1fr) 300px' }, alignItems: 'start' }}>
      <Box sx={{ minWidth: 0, order: { xs: 2, lg: 1 } }}>
        <TabbedShowLayout sx={{ '& .RaTabbedShowLayout-content': { px: 0, pt: 2 } }}>
          <TabbedShowLayout.Tab label="resources.customers.tab.rhythms">
            <CustomerRhythms />
          </TabbedShowLayout.Tab>
          <TabbedShowLayout.Tab label="resources.customers.tab.purchases" path="purchases">
            <CustomerPurchases />
          </TabbedShowLayout.Tab>
          <TabbedShowLayout.Tab label="resources.customers.tab.reminders" path="reminders">
            <CustomerReminders />
          </TabbedShowLayout.Tab>
          <TabbedShowLayout.Tab label="resources.customers.tab.messages" path="messages">
            <CustomerMessages />
          </TabbedShowLayout.Tab>
          <TabbedShowLayout.Tab label="resources.customers.tab.consent" path="consent">
            <CustomerConsent />
          </TabbedShowLayout.Tab>
        </TabbedShowLayout>
      </Box>
      <Box sx={{ order: { xs: 1, lg: 2 } }}>
        <CustomerFacts />
      </Box>
    </Box>
  </ShowBase>
);

const Heading = () => {
  const translate = useTranslate();
  const customer = useRecordContext<CustomerDetail>();
  if (!customer) return null;
  return <PageHeading title={customer.name || customer.email || translate('resources.customers.nameless')} actions={<EditButton variant="outlined" />} />;
};

export default CustomerShow;

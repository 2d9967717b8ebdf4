export const operatedWorkspaces = {
  name: 'Operations',
  lead: 'Every workspace of this service, those whose paid time ends first on top.',
  fields: { slug: 'Workspace', planCode: 'Plan', interval: 'Paid', state: 'State', paidThrough: 'Paid through', daysLeft: 'Days left', id: 'Action' },
  intervals: { month: 'Monthly', year: 'Yearly' },
  states: { trialing: 'Trial', active: 'Active', past_due: 'Payment failed', non_renewing: 'Ending', grace: 'In grace', suspended: 'Suspended', expired: 'Expired', canceled: 'Cancelled' },
  no_end: 'Without end',
  open: 'Open',
  clock: {
    now: 'The test clock says %{now}',
    text: 'Moving it forward lets everything due on the way happen in order. It cannot be moved back.',
    days: '+%{smart_count} day |||| +%{smart_count} days',
    to: 'Or to',
    advance: 'Move clock',
    moving: 'Moving…',
    done: 'It is now %{now}. Everything due has happened.',
  },
};

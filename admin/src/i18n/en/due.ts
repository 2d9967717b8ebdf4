export const due = {
  name: 'Due board',
  lead: 'Who is about to run out of what, and why we think so.',
  boards: { due: 'Due in 14 days', overdue: 'Overdue', all: 'All rhythms' },
  empty: {
    due: { title: 'Nobody is due', text: 'No customer is expected to run out within the next 14 days.' },
    overdue: { title: 'Nobody is overdue', text: 'Every expected purchase has happened, or its window is still open.' },
    all: { title: 'No rhythm is known yet', text: 'Dates appear here as soon as the ledger holds purchases. Import a file of past orders to begin.' },
  },
};

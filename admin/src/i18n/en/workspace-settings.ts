export const workspaceSettings = {
  name: 'Settings |||| Settings',
  lead: 'What this workspace is called, speaks and counts in.',
  fields: { name: 'Name', senderName: 'Sender name', replyTo: 'Reply address', timeZone: 'Time zone', locale: 'Language', currency: 'Currency' },
  help: {
    name: 'As your team sees it.',
    senderName: 'Who your customers’ mails come from.',
    replyTo: 'Where customers’ answers arrive. Leave empty if nobody reads them.',
    timeZone: 'Days begin and end here, also for customers without a zone of their own.',
    locale: 'For customers whose language is not known.',
    currency: 'Three letters, such as GBP. For amounts that come without one.',
  },
  saved: 'Settings saved',
};

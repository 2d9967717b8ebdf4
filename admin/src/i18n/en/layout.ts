export const layout = {
  section: { today: 'Today', ledger: 'Ledger', reminding: 'Reminding', workspace: 'Workspace', service: 'Service' },
  notices: { title: 'Notices', open: 'Notices, %{smart_count} unread', none: 'Nothing new', read_all: 'Mark all read' },
  workspace: {
    switch: 'Switch workspace',
    none_title: 'You belong to no workspace yet',
    none_text: 'Ask a colleague to invite you. The invitation arrives by e-mail and opens the workspace at once.',
    not_yours_title: 'This workspace is not open to you',
    not_yours_text: 'It may have been removed, or you were never a member of it. Choose one of yours.',
    to_mine: 'To my workspaces',
    unreachable_title: 'The service does not answer',
    unreachable_text: 'Nothing is lost. Check your connection; this page tries again when you do.',
    try_again: 'Try again',
  },
};

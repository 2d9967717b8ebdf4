export const apiKeys = {
  name: 'API key |||| API keys',
  lead: 'Keys by which your shop or your scripts call the API in this workspace’s name. Each may do only what you allow it.',
  fields: { name: 'Name', shownPrefix: 'Begins with', scopes: 'Allowed', createdAt: 'Made', lastUsedAt: 'Last used' },
  never_used: 'Never',
  empty: { title: 'No keys yet', text: 'You need one when another program is to read or write here.' },
  create: { button: 'New key', title: 'New API key', name_help: 'What will use it, such as “Web shop”.', submit: 'Make key', kept: 'I have put it away' },
  key: 'API key',
  shown_once: 'This is the only time the key is shown. Put it away now; nobody can look it up later.',
  copy: 'Copy',
  copied: 'Copied',
  revoke: { button: 'Revoke', title: 'Revoke this key?', text: 'Whatever still uses “%{name}” is refused at once. A key cannot be brought back.', done: 'Revoked' },
};

/** The commands of a workspace that leave an entry, by the area they belong to; a spec compares them with the API's. */
export const COMMANDS = [
  'create-customer', 'update-customer', 'record-consent', 'add-wording', 'request-link', 'exchange-link', 'leave-portal',
  'create-product', 'update-product', 'book-purchase', 'return-purchase',
  'upload-import', 'start-import', 'cancel-import', 'book-import',
  'create-rule', 'update-rule', 'pause-rule', 'resume-rule', 'delete-rule', 'start-experiment', 'plan-reminders',
  'set-expected-date', 'still-have-some', 'run-out', 'ask-every-n-weeks', 'ask-less-often', 'resume-usual-rhythm',
  'stop-reminders', 'resume-reminders', 'stop-all-reminders', 'resume-all-reminders',
  'resolve-message', 'suppress-address', 'release-address', 'import-suppressions',
  'subscribe-workspace', 'give-notice', 'make-quote', 'start-checkout', 'cancel-payment', 'fulfil-payment', 'renew-subscription', 'set-payment-aside',
  'grant-credit',
  'expire-credit',
  'reverse-movement',
  'start-top-up',
  'pay-from-balance',
  'save-card', 'start-card-setup', 'choose-card', 'remove-card', 'renew-automatically', 'switch-auto-renewal-on', 'switch-auto-renewal-off', 'confirm-payment',
  'create-workspace', 'change-workspace-settings', 'invite-member', 'revoke-invitation', 'accept-invitation', 'change-member-role', 'remove-member',
  'create-api-key', 'revoke-api-key',
] as const;

import english from 'ra-language-english';
import type { TranslationMessages } from 'react-admin';

/** react-admin's own words, but for the few where ours are warmer or clearer. */
export const reactAdmin: TranslationMessages = {
  ra: {
    ...english.ra,
    auth: { ...english.ra.auth, logout: 'Sign out', auth_check_error: 'Sign in to go on', sign_in_error: 'E-mail or password is not right.' },
    notification: {
      ...english.ra.notification,
      updated: 'Saved |||| %{smart_count} saved',
      created: 'Created',
      deleted: 'Deleted |||| %{smart_count} deleted',
      item_doesnt_exist: 'This no longer exists',
    },
    page: { ...english.ra.page, not_found: 'Page not found', error: 'Something went wrong' },
  },
};

import { localStorageStore } from 'react-admin';

/** What the browser remembers of a person's choices: columns, sort orders, light or dark, menu open or not. */
export const store = localStorageStore('1', 'perennial');

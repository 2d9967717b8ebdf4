const KEY = 'perennial.workspace';

/** Where this person worked last on this machine. */
export const lastWorkspace = (): string | null => localStorage.getItem(KEY);

export const rememberWorkspace = (id: string): void => localStorage.setItem(KEY, id);

export const due = { name: 'Due board' };

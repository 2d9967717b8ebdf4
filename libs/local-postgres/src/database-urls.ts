/** How to reach the cluster, as its superuser and as the plain role that owns the product's database. */
export interface DatabaseUrls {
  readonly superuserUrl: string;
  readonly ownerUrl: string;
}

export const SUPERUSER = 'postgres';
export const OWNER_ROLE = 'perennial_owner';
export const DATABASE_NAME = 'perennial';

export function databaseUrls(port: number, passwords: Passwords): DatabaseUrls {
  return {
    superuserUrl: `postgres://${SUPERUSER}:${passwords.superuser}@127.0.0.1:${port}/postgres`,
    ownerUrl: `postgres://${OWNER_ROLE}:${passwords.owner}@127.0.0.1:${port}/${DATABASE_NAME}`,
  };
}

export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
}

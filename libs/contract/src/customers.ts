import { z } from 'zod';
import { Instant, listOf, listQuery, Locale } from './paging.js';
import { Tag } from './rules.js';
import { TimeZone } from './workspaces.js';

const fields = {
  externalId: z.string().trim().min(1).max(200).nullable().meta({ description: "The id in the shop's own system" }),
  name: z.string().trim().max(500),
  email: z.email().max(320).toLowerCase().nullable(),
  phone: z.string().trim().min(3).max(40).nullable(),
  locale: Locale,
  timeZone: TimeZone.nullable().meta({ description: "null: the workspace's" }),
};

/** What staff know of a customer beside that. */
const marks = {
  tags: z.array(Tag).max(50).meta({ description: 'Marks by which rules tell customers apart' }),
  ownerId: z.uuid().nullable().meta({ description: 'The member who looks after this customer in person; reminders leave it to them' }),
};

export const Customer = z
  .object({ id: z.uuid(), ...fields, ...marks, email: z.string().nullable(), createdAt: Instant, updatedAt: Instant })
  .meta({ id: 'Customer' });
export type Customer = z.infer<typeof Customer>;

/** A customer with what the ledger knows: how many orders, the first and the last one. */
export const CustomerDetail = Customer.extend({
  purchases: z.number().int(),
  firstPurchaseAt: Instant.nullable(),
  lastPurchaseAt: Instant.nullable(),
}).meta({ id: 'CustomerDetail' });
export type CustomerDetail = z.infer<typeof CustomerDetail>;

export const CreateCustomer = z
  .object({
    externalId: fields.externalId.default(null),
    name: fields.name.default(''),
    email: fields.email.default(null),
    phone: fields.phone.default(null),
    locale: Locale.optional().meta({ description: "Left out: the workspace's" }),
    timeZone: fields.timeZone.default(null),
  })
  .meta({ id: 'CreateCustomer' });
export type CreateCustomer = z.infer<typeof CreateCustomer>;

export const UpdateCustomer = z.object({ ...fields, ...marks }).partial().meta({ id: 'UpdateCustomer' });
export type UpdateCustomer = z.infer<typeof UpdateCustomer>;

export const CustomerList = listOf(Customer).meta({ id: 'CustomerList' });
export const CustomerQuery = listQuery(['name', 'email', 'createdAt'], {
  q: z.string().trim().min(1).max(100).meta({ description: 'Part of the name, e-mail address, phone number or external id' }),
  email: z.string().max(320),
  externalId: z.string().max(200),
  ids: z.array(z.uuid()).max(200),
});
export type CustomerQuery = z.infer<typeof CustomerQuery>;

/** Customers who may be one person. */
export const DuplicateGroup = z
  .object({
    by: z.enum(['email', 'phone']).meta({ description: 'What they share' }),
    value: z.string().meta({ description: 'The address in small letters, or the digits of the number' }),
    customers: z
      .array(
        z.object({
          id: z.uuid(),
          externalId: z.string().nullable(),
          name: z.string(),
          email: z.string().nullable(),
          phone: z.string().nullable(),
          createdAt: Instant,
          purchases: z.number().int(),
        }),
      )
      .meta({ description: 'The oldest first' }),
  })
  .meta({ id: 'DuplicateGroup' });
export type DuplicateGroup = z.infer<typeof DuplicateGroup>;

export const DuplicateGroupList = listOf(DuplicateGroup).meta({ id: 'DuplicateGroupList' });
export const DuplicateQuery = listQuery(['value'], {});
export type DuplicateQuery = z.infer<typeof DuplicateQuery>;

export const MergeCustomer = z.object({ into: z.uuid().meta({ description: 'Who they are: the customer who stays' }) }).meta({ id: 'MergeCustomer' });
export type MergeCustomer = z.infer<typeof MergeCustomer>;

/** A person had what is known of them erased. It says by whom and when, and no name. */
export const Erasure = z
  .object({
    customerId: z.uuid(),
    erasedAt: Instant,
    doneAt: Instant.nullable().meta({ description: 'When nothing was left in uploaded files and in what was under way either' }),
    addresses: z.array(z.string()).meta({
      description: 'By which the person can prove who they were: "sha256:" and SHA-256, in hex, of perennial-address-1:<workspace id>:<email or sms>:<address in small letters>',
    }),
  })
  .meta({ id: 'Erasure' });
export type Erasure = z.infer<typeof Erasure>;

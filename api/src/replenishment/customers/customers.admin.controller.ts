import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CreateCustomer, Customer, CustomerDetail, CustomerList, CustomerQuery, UpdateCustomer } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { ChangeCustomers } from './change-customers.js';
import { CustomerStore } from './customer.store.js';

@ApiTags('customers')
@Controller('workspaces/:workspaceId/customers')
export class CustomersAdminController {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomerStore,
    private readonly changeCustomers: ChangeCustomers,
  ) {}

  @Get()
  @Members('staff', 'customers:read')
  @ApiOperation({ summary: 'The customers' })
  @ApiOkResponse({ standardSchema: CustomerList })
  @ApiProblems('invalid-input')
  list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: CustomerQuery }) query: CustomerQuery): Promise<{ data: Customer[]; total: number }> {
    return this.database.inWorkspace(workspaceId, (tx) => this.customers.list(tx, workspaceId, query));
  }

  @Get(':id')
  @Members('staff', 'customers:read')
  @ApiOperation({ summary: 'One customer, with how often and when they bought' })
  @ApiOkResponse({ standardSchema: CustomerDetail })
  @ApiProblems('invalid-input', 'not-found', 'customer-merged', 'customer-erased')
  async get(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<CustomerDetail> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const customer = await this.customers.detail(tx, workspaceId, id);
      if (!customer) throw await this.customers.refusalOf(tx, workspaceId, id);
      return customer;
    });
  }

  @Post()
  @Members('staff', 'customers:write')
  @ApiOperation({ summary: 'Add a customer' })
  @ApiCreatedResponse({ standardSchema: Customer })
  @ApiProblems('invalid-input', 'external-id-taken', 'contact-limit-reached')
  create(@CurrentCaller() caller: Caller, @Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Body({ schema: CreateCustomer }) customer: CreateCustomer): Promise<Customer> {
    return this.changeCustomers.create(actorOf(caller), workspaceId, customer);
  }

  @Patch(':id')
  @Members('staff', 'customers:write')
  @ApiOperation({ summary: 'Change a customer' })
  @ApiOkResponse({ standardSchema: Customer })
  @ApiProblems('invalid-input', 'not-found', 'customer-merged', 'customer-erased', 'external-id-taken', 'owner-not-a-member')
  patch(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: UpdateCustomer }) change: UpdateCustomer,
  ): Promise<Customer> {
    return this.changeCustomers.update(actorOf(caller), workspaceId, id, change);
  }
}

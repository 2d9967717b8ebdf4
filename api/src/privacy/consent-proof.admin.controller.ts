import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConsentProof, ConsentProofQuery, ConsentVerification } from '@perennial/contract/admin';
import type { Response } from 'express';
import { z } from 'zod';
import { Members } from '../access/index.js';
import { ApiProblems } from '../platform/http/index.js';
import { ExportConsentProof } from './export-consent-proof.js';
import { VerifyConsentChain } from './verify-consent-chain.js';

/** The proof of consent as a document, and whether it is whole. */
@ApiTags('consent')
@Controller('workspaces/:workspaceId/consent-records')
export class ConsentProofController {
  constructor(
    private readonly exportProof: ExportConsentProof,
    private readonly verifyChain: VerifyConsentChain,
  ) {}

  @Get('proof')
  @Members('staff', 'consent:read')
  @ApiOperation({ summary: 'What a customer agreed to and withdrew, with the texts that were shown and the hashes that seal it' })
  @ApiOkResponse({ standardSchema: ConsentProof })
  @ApiProblems('invalid-input')
  async proof(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Query({ schema: ConsentProofQuery }) { customerId }: ConsentProofQuery,
    @Res() response: Response,
  ): Promise<void> {
    const pieces = await this.exportProof.json(workspaceId, customerId ?? null);
    response.type('application/json; charset=utf-8').attachment(`consent-proof-${customerId ?? workspaceId}.json`);
    await pipeline(Readable.from(pieces), response);
  }

  @Get('proof.csv')
  @Members('staff', 'consent:read')
  @ApiOperation({ summary: 'The records of the proof as a table' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  @ApiProblems('invalid-input')
  async table(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Query({ schema: ConsentProofQuery }) { customerId }: ConsentProofQuery,
    @Res() response: Response,
  ): Promise<void> {
    const pieces = await this.exportProof.csv(workspaceId, customerId ?? null);
    response.type('text/csv; charset=utf-8').attachment(`consent-proof-${customerId ?? workspaceId}.csv`);
    await pipeline(Readable.from(pieces), response);
  }

  @Get('verification')
  @Members('admin', 'consent:read')
  @ApiOperation({ summary: 'Do every sum of the chain of consent records again, and name the first record at which something is wrong' })
  @ApiOkResponse({ standardSchema: ConsentVerification })
  @ApiProblems('invalid-input')
  verification(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string): Promise<ConsentVerification> {
    return this.verifyChain.run(workspaceId);
  }
}

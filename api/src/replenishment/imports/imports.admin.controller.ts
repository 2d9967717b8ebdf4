import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Import,
  ImportErrorList,
  ImportErrorQuery,
  ImportList,
  ImportPreview,
  ImportQuery,
  PreviewImport as PreviewRequest,
  StartImport as StartRequest,
  UploadImport as UploadRequest,
} from '@perennial/contract/admin';
import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { CancelImport } from './cancel-import.js';
import { ImportStore, type StoredImport } from './import.store.js';
import { PreviewImport } from './preview-import.js';
import { receiveUpload } from './receive-upload.js';
import { RefusedRows } from './refused-rows.js';
import { StartImport } from './start-import.js';
import { UndoImport } from './undo-import.js';
import { UploadImport } from './upload-import.js';

@ApiTags('imports')
@Controller('workspaces/:workspaceId/imports')
export class ImportsAdminController {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportStore,
    private readonly uploadImport: UploadImport,
    private readonly previewImport: PreviewImport,
    private readonly startImport: StartImport,
    private readonly cancelImport: CancelImport,
    private readonly undoImport: UndoImport,
    private readonly refusedRows: RefusedRows,
  ) {}

  @Post()
  @Members('staff', 'purchases:write')
  @ApiOperation({ summary: 'Upload a CSV file (or .gz): as the part `file` of a multipart body, or as the body itself' })
  @ApiConsumes('multipart/form-data', 'text/csv', 'application/gzip', 'application/octet-stream')
  @ApiBody({ schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } })
  @ApiCreatedResponse({ standardSchema: Import })
  @ApiProblems('invalid-input', 'file-empty', 'file-not-readable', 'import-mapping-incomplete')
  async upload(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Query({ schema: UploadRequest }) query: UploadRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Import> {
    const actor = actorOf(caller);
    const id = await receiveUpload(request, response, ({ name, content }) =>
      this.uploadImport.run(actor, workspaceId, { name: name ?? query.fileName, source: query.source, content }),
    );
    if (query.start) await this.startImport.run(actor, workspaceId, id, { dryRun: query.dryRun });
    return this.get(workspaceId, id);
  }

  @Get()
  @Members('staff', 'purchases:read')
  @ApiOperation({ summary: 'The imports' })
  @ApiOkResponse({ standardSchema: ImportList })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: ImportQuery }) query: ImportQuery): Promise<{ data: Import[]; total: number }> {
    const { data, total } = await this.database.inWorkspace(workspaceId, (tx) => this.imports.list(tx, workspaceId, query));
    return { data: data.map(shown), total };
  }

  @Get(':id')
  @Members('staff', 'purchases:read')
  @ApiOperation({ summary: 'The import as it stands: its progress while it runs, its result afterwards' })
  @ApiOkResponse({ standardSchema: Import })
  @ApiProblems('invalid-input', 'not-found')
  async get(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<Import> {
    return shown(await this.database.inWorkspace(workspaceId, (tx) => this.imports.get(tx, workspaceId, id)));
  }

  @Post(':id/preview')
  @HttpCode(200)
  @Members('staff', 'purchases:write')
  @ApiOperation({ summary: 'The first 20 rows as a mapping understands them; without one, as the import’s own does. Changes nothing' })
  @ApiOkResponse({ standardSchema: ImportPreview })
  @ApiProblems('invalid-input', 'not-found', 'file-empty', 'import-file-gone')
  preview(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: PreviewRequest }) { mapping }: PreviewRequest,
  ): Promise<ImportPreview> {
    return this.previewImport.run(workspaceId, id, mapping);
  }

  @Post(':id/start')
  @HttpCode(200)
  @Members('staff', 'purchases:write')
  @ApiOperation({ summary: 'Read the file with this mapping, and book it unless it is a dry run' })
  @ApiOkResponse({ standardSchema: Import })
  @ApiProblems('invalid-input', 'not-found', 'import-running', 'import-booked', 'import-undone', 'import-file-gone', 'import-mapping-incomplete')
  async start(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: StartRequest }) request: StartRequest,
  ): Promise<Import> {
    await this.startImport.run(actorOf(caller), workspaceId, id, request);
    return this.get(workspaceId, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Members('staff', 'purchases:write')
  @ApiOperation({ summary: 'Stop the import' })
  @ApiOkResponse({ standardSchema: Import })
  @ApiProblems('invalid-input', 'not-found', 'import-finished')
  async cancel(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<Import> {
    await this.cancelImport.run(actorOf(caller), workspaceId, id);
    return this.get(workspaceId, id);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Members('staff', 'purchases:write')
  @ApiOperation({ summary: 'Take back what the import booked. Lines that a later file or a call of the API confirmed stay' })
  @ApiOkResponse({ standardSchema: Import })
  @ApiProblems('invalid-input', 'not-found', 'import-running', 'import-undone', 'import-not-booked')
  async undo(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<Import> {
    await this.undoImport.run(actorOf(caller), workspaceId, id);
    return this.get(workspaceId, id);
  }

  @Get(':id/errors')
  @Members('staff', 'purchases:read')
  @ApiOperation({ summary: 'The refused rows and why' })
  @ApiOkResponse({ standardSchema: ImportErrorList })
  @ApiProblems('invalid-input', 'not-found')
  errors(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: ImportErrorQuery }) query: ImportErrorQuery,
  ): Promise<z.infer<typeof ImportErrorList>> {
    return this.database.inWorkspace(workspaceId, (tx) => this.imports.errors(tx, workspaceId, id, query));
  }

  @Get(':id/errors.csv')
  @Members('staff', 'purchases:read')
  @ApiOperation({ summary: 'The refused rows as they stood in the file, each with its reason in the reader’s language' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  @ApiProblems('invalid-input', 'not-found', 'import-file-gone')
  async download(
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const locale = (request.acceptsLanguages('en', 'zh-CN', 'zh') || 'en') === 'en' ? 'en' : 'zh-CN';
    const rows = await this.refusedRows.run(workspaceId, id, locale);
    response.type('text/csv; charset=utf-8').attachment(`refused-rows-${id}.csv`);
    await pipeline(Readable.from(rows), response);
  }
}

/** What is nobody's business but the service's stays here. */
function shown({ filePath: _path, createdBy: _by, ...row }: StoredImport): Import {
  return row;
}

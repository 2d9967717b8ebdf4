import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, HttpCode, Module, Param, Post } from '@nestjs/common';
import supertest from 'supertest';
import { z } from 'zod';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { Database } from '../database/index.js';
import { Public, Refusal } from './index.js';

const Order = z.object({ customer: z.object({ email: z.email() }), lines: z.array(z.object({ quantity: z.number().int().min(1) })) });

@Public()
@Controller('planted')
class PlantedController {
  constructor(private readonly database: Database) {}

  @Get('failure')
  fail(): never {
    throw new Error('password hunter2 at 10.0.0.7');
  }

  @Get('refusal')
  refuse(): never {
    throw new Refusal('too-many-attempts', { retryAfterSeconds: 90 });
  }

  /** Asks for what the role of the service may not have. */
  @Get('forbidden-rows')
  async readForbidden(): Promise<void> {
    await this.database.global((tx) => tx.query('SELECT pg_read_file($$/etc/passwd$$)'));
  }

  @Get('clash')
  async clash(): Promise<void> {
    await this.database.global((tx) => tx.query(`INSERT INTO workspaces (slug, created_at) VALUES ('twice', '2027-01-01Z'), ('twice', '2027-01-01Z')`));
  }

  @Post('orders')
  @HttpCode(200)
  order(@Body({ schema: Order }) order: z.infer<typeof Order>): z.infer<typeof Order> {
    return order;
  }

  @Get('orders/:id')
  read(@Param('id', { schema: z.uuid() }) id: string): { id: string } {
    return { id };
  }
}

@Module({ controllers: [PlantedController] })
class PlantedModule {}

describe('failures over HTTP', () => {
  let area: Area;
  beforeAll(async () => {
    area = await openArea([PlantedModule]);
  });
  afterAll(() => area?.close());

  const get = (path: string) => supertest(area.app.getHttpServer()).get(`/api/v1/planted/${path}`);
  const post = (body: string, type = 'application/json') => supertest(area.app.getHttpServer()).post('/api/v1/planted/orders').set('Content-Type', type).send(body);

  it('of our own say nothing of what is inside, but by which id it is found', async () => {
    const { body, text, headers } = await get('failure').set('X-Request-Id', 'find-me-again').expect(500).expect('Content-Type', /^application\/problem\+json/);
    expect(body).toEqual({ type: '/api/docs#problem-internal-error', title: expect.any(String), status: 500, code: 'internal-error', requestId: 'find-me-again' });
    expect(headers['x-request-id']).toBe('find-me-again');
    expect(text).not.toMatch(/hunter2|10\.0\.0\.7|\.ts|stack/);
  });

  it('that are refusals have their status, text and details', async () => {
    const { body, headers } = await get('refusal').expect(429);
    expect(body).toMatchObject({ code: 'too-many-attempts', title: 'Too many attempts. Try again in 90 seconds.', details: { retryAfterSeconds: 90 } });
    expect(headers['retry-after']).toBe('90');
  });

  it('are told in the reader’s language', async () => {
    const { body } = await get('refusal').set('Accept-Language', 'zh-CN,zh;q=0.9,en;q=0.5').expect(429);
    expect((body as { title: string }).title).toBe('尝试次数过多，请在 90 秒后重试。');
  });

  it('are a page for who followed a link in a browser, and still problems for programs', async () => {
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const { text } = await get('refusal').set('Accept', browser).set('Accept-Language', 'zh-CN').expect(429).expect('Content-Type', /^text\/html/).expect('Vary', /Accept/);
    expect(text).toContain('尝试次数过多，请在 90 秒后重试。');
    expect(text).toContain('<html lang="zh-CN">');
    for (const accept of ['*/*', 'application/json', 'application/problem+json, application/json']) {
      await get('refusal').set('Accept', accept).expect(429).expect('Content-Type', /^application\/problem\+json/);
    }
  });

  it('that the database makes of what a role may not see look like nothing being there', async () => {
    const { body, text } = await get('forbidden-rows').expect(404);
    expect(body).toMatchObject({ code: 'not-found' });
    expect(text).not.toMatch(/permission|graphile|pg_/);
  });

  it('that two writers make of each other are a conflict', async () => {
    const { body, text } = await get('clash').expect(409);
    expect(body).toMatchObject({ code: 'conflict' });
    expect(text).not.toMatch(/duplicate|workspaces/);
  });

  it('of the input name every field at fault by its path', async () => {
    const { body } = await post(JSON.stringify({ customer: { email: 'nobody' }, lines: [{ quantity: 1 }, { quantity: 0 }] })).expect(400);
    expect(body).toMatchObject({ code: 'invalid-input', fields: [{ path: 'customer.email' }, { path: 'lines.1.quantity' }] });
    expect((await get('orders/7').expect(400)).body).toMatchObject({ code: 'invalid-input' });
  });

  it('of JSON that is none are the caller’s', async () => {
    const { body, text } = await post('{"customer": ').expect(400);
    expect(body).toMatchObject({ code: 'invalid-input', status: 400 });
    expect(text).not.toMatch(/SyntaxError|position|body-parser/);
  });

  it('of a body beyond a megabyte say that it is too large', async () => {
    expect((await post(JSON.stringify({ filling: 'x'.repeat(1_100_000) })).expect(413)).body).toMatchObject({ code: 'too-large' });
  });

  it('of a path that leads nowhere are problems too', async () => {
    expect((await get('nothing-here').expect(404)).body).toMatchObject({ code: 'not-found' });
    expect((await supertest(area.app.getHttpServer()).delete('/api/v1/planted/failure').expect(404)).body).toMatchObject({ code: 'not-found' });
  });
});

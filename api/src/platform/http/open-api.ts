import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Problem } from '@perennial/contract/public';
import { z } from 'zod';

const CONFIG = new DocumentBuilder()
  .setTitle('Perennial')
  .setDescription('Replenishment reminders and plan renewal. Failures are problem+json with a stable `code`.')
  .setVersion('1')
  .addCookieAuth('perennial.session_token', { type: 'apiKey', in: 'cookie' }, 'staff-session')
  .addCookieAuth('perennial_portal', { type: 'apiKey', in: 'cookie' }, 'portal-session')
  .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'API key' }, 'api-key')
  .build();

/** Serves the description of every route, and a page to read it in. */
export function serveOpenApi(app: NestExpressApplication): void {
  SwaggerModule.setup('api/docs', app, () => documentOf(app), { jsonDocumentUrl: 'api/openapi.json', yamlDocumentUrl: 'api/openapi.yaml' });
}

/** Answers name their schemas to Swagger; that of failures, which ApiProblems only refers to, is added here. */
function documentOf(app: NestExpressApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, CONFIG);
  const { definitions } = z.toJSONSchema(Problem, { target: 'openapi-3.0' }) as { definitions?: Record<string, object> };
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...definitions } };
  return document;
}

import { z } from 'zod';
import { Instant, listOf, listQuery, Locale } from './paging.js';

export const TemplateName = z
  .enum(['reminder', 'reminder-follow-up', 'notice-expiry', 'receipt', 'payment-failed', 'payment-confirm', 'payment-declined-later', 'payment-surplus', 'top-up-announced', 'top-up-failed', 'top-up-receipt', 'portal-sign-in', 'invitation', 'password-reset', 'email-verification'])
  .meta({ id: 'TemplateName' });
export const TemplateChannel = z.enum(['email', 'sms']).meta({ id: 'TemplateChannel' });

const OneLine = (max: number) => z.string().max(max).regex(/^[^\r\n]*$/, 'must be one line');

/** What a template says. All of it is Liquid; a text message has only `text`. */
export const TemplateSource = z
  .object({
    subject: OneLine(500).default(''),
    preheader: OneLine(500).default('').meta({ description: 'The line an inbox shows after the subject' }),
    body: z.string().max(60_000).default('').meta({ description: 'MJML sections, inside the house layout' }),
    footer: z.string().max(5_000).default('').meta({ description: 'Small print under the mail: why the reader gets it' }),
    text: z.string().max(20_000).meta({ description: 'The same without HTML, or the words of a text message' }),
  })
  .meta({ id: 'TemplateSource' });
export type TemplateSource = z.output<typeof TemplateSource>;

/** The words of one kind of message, by one channel, in one language. */
export const Template = z
  .object({
    id: z.string().meta({ description: 'Name, channel and language: `reminder.email.zh-CN`' }),
    name: TemplateName,
    channel: TemplateChannel,
    locale: Locale,
    marketing: z.boolean().meta({ description: 'Goes out by consent only, and must say how to stop it' }),
    version: z.number().int().nullable().meta({ description: 'The version in force; null while the starter has not been used yet' }),
    origin: z.enum(['starter', 'own']).meta({ description: 'Whose words are in force: those the service came with, or the workspace’s' }),
    publishedAt: Instant.nullable(),
    draftSavedAt: Instant.nullable(),
  })
  .meta({ id: 'Template' });
export type Template = z.infer<typeof Template>;
export const TemplateList = listOf(Template).meta({ id: 'TemplateList' });
export const TemplateQuery = listQuery(['id'], { name: TemplateName, channel: TemplateChannel, locale: Locale });

export const TemplateFault = z
  .object({ code: z.string(), field: z.enum(['subject', 'preheader', 'body', 'footer', 'text']), line: z.number().int(), what: z.string() })
  .meta({ id: 'TemplateFault', description: 'Why a template cannot be published, and where' });

export const TemplateDetail = Template.extend({
  inForce: TemplateSource,
  draft: TemplateSource.nullable(),
  faults: z.array(TemplateFault).meta({ description: 'What keeps the draft from being published' }),
  variables: z.array(z.string()).meta({ description: 'What the words may name' }),
}).meta({ id: 'TemplateDetail' });
export type TemplateDetail = z.infer<typeof TemplateDetail>;

export const TemplateVersion = z
  .object({ version: z.number().int(), origin: z.enum(['starter', 'own']), publishedAt: Instant, publishedBy: z.string().nullable() })
  .meta({ id: 'TemplateVersion' });
export const TemplateVersionList = listOf(TemplateVersion).meta({ id: 'TemplateVersionList' });

export const PreviewTemplate = z
  .object({
    source: TemplateSource.nullable().default(null).meta({ description: 'Words not saved yet; otherwise the draft, otherwise what is in force' }),
    customerId: z.uuid().nullable().default(null).meta({ description: 'A customer whose products are shown; otherwise sample data' }),
  })
  .meta({ id: 'PreviewTemplate' });
export type PreviewTemplate = z.output<typeof PreviewTemplate>;

export const TemplatePreview = z
  .object({
    subject: z.string(),
    preheader: z.string(),
    html: z.string().meta({ description: 'To be shown without scripts, in a frame of its own' }),
    text: z.string(),
    segments: z.number().int().nullable().meta({ description: 'Of a text message: in how many parts it is sent and billed' }),
    faults: z.array(TemplateFault),
  })
  .meta({ id: 'TemplatePreview' });
export type TemplatePreview = z.infer<typeof TemplatePreview>;

export const PublishedTemplate = z.object({ version: z.number().int() }).meta({ id: 'PublishedTemplate' });

import { Inject, Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import type { PreviewTemplate as Wish, TemplatePreview } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { segmentsOf } from '../channels/sms-segments.js';
import { mailContext } from '../mail-context.js';
import { isReminder } from '../message.js';
import { CompiledTemplate, type RenderedMail } from './compiled-template.js';
import { JudgeTemplate } from './judge-template.js';
import { oneLine } from '../one-line.js';
import { LIQUID } from './liquid.js';
import { sampleVariables } from './sample-variables.js';
import { starterOf, type TemplateKey } from './starter-templates.js';
import type { TemplateSource } from './template.js';
import { TemplateFacts } from './template-facts.js';
import { TemplateStore } from './template.store.js';

const NOTHING = { subject: '', preheader: '', html: '', text: '' };

/** Shows words as a customer would read them. Its links lead to the portal's front page. */
@Injectable()
export class PreviewTemplate {
  constructor(
    private readonly store: TemplateStore,
    private readonly judge: JudgeTemplate,
    private readonly facts: TemplateFacts,
    private readonly workspaces: WorkspaceSettings,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  async run(tx: Tx, workspaceId: string, key: TemplateKey, wish: Wish): Promise<TemplatePreview> {
    const source = wish.source ?? (await this.latest(tx, workspaceId, key));
    const context = await this.context(tx, workspaceId, key, wish.customerId);
    const faults = await this.judge.run(tx, workspaceId, key, source);
    const rendered = await render(source, key, context).catch((error: unknown) => {
      if (faults.length === 0) throw error;
      return NOTHING;
    });
    return { ...rendered, segments: key.channel === 'sms' ? segmentsOf(rendered.text).segments : null, faults };
  }

  private async latest(tx: Tx, workspaceId: string, key: TemplateKey): Promise<TemplateSource> {
    const draft = await this.store.draft(tx, workspaceId, key);
    if (draft) return draft.source;
    const newest = await this.store.newest(tx, workspaceId, key);
    const own = newest?.origin === 'own' ? await this.store.compiled(tx, workspaceId, key, newest.version) : null;
    return own?.source ?? starterOf(key);
  }

  private async context(tx: Tx, workspaceId: string, key: TemplateKey, customerId: string | null): Promise<Record<string, unknown>> {
    const { name: template, locale } = key;
    const { senderName, timeZone } = await this.workspaces.get(tx, workspaceId);
    const real = customerId && isReminder(template) ? await this.facts.reminderOf(tx, workspaceId, customerId, locale) : null;
    if (customerId && !real) throw new Refusal('nothing-to-preview');
    const variables = real ?? sampleVariables(template, locale)[0] ?? {};
    const portal = `${this.settings.publicUrl}/portal/`;
    return mailContext({ template, variables, locale }, { shopName: senderName, today: dayIn(this.clock.now(), timeZone) }, { shelf: portal, stop: portal, changeDate: () => portal });
  }
}

async function render(source: TemplateSource, key: TemplateKey, context: Record<string, unknown>): Promise<RenderedMail & { preheader: string }> {
  const template = await CompiledTemplate.of(source, key.channel, key.locale);
  return { ...template.render(context), preheader: oneLine(LIQUID[key.locale].text.parseAndRenderSync(source.preheader, context) as string) };
}

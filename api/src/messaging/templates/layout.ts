import type { Locale } from '../message.js';
import type { TemplateSource } from './template.js';

/**
 * The paper every mail is written on: narrow, quiet, readable with images off and in dark mode. No web fonts and no
 * remote style, so that opening a mail tells nobody.
 */
export function layout(locale: Locale, source: TemplateSource): string {
  return `
<mjml lang="${locale}" dir="auto">
  <mj-head>
    <mj-title>{{ mail.subject }}</mj-title>
    <mj-preview>${source.preheader}</mj-preview>
    <mj-attributes>
      <mj-all font-family="${FONTS[locale]}" />
      <mj-text font-size="16px" line-height="1.6" color="#22302a" padding="8px 24px" />
      <mj-section padding="0" />
      <mj-button background-color="#2f6b4f" color="#ffffff" font-size="16px" font-weight="600" border-radius="10px" inner-padding="14px 28px" padding="16px 24px" />
      <mj-class name="card" background-color="#f3f6f1" border-radius="14px" padding="12px 0" />
      <mj-class name="small" font-size="13px" color="#5b6b62" line-height="1.5" />
    </mj-attributes>
    <mj-raw>
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
    </mj-raw>
    <mj-style>
      a { color: #2f6b4f; }
      .button a { color: #ffffff !important; }
      @media (prefers-color-scheme: dark) {
        .paper, .paper > div { background-color: #131a16 !important; }
        .paper div, .paper p { color: #e6ede8 !important; }
        .paper .card > table > tbody > tr > td { background-color: #1e2822 !important; }
        .paper .small div { color: #a3b3a9 !important; }
        .paper a { color: #9fd3b6 !important; }
        .paper .button a, .paper .button p { color: #ffffff !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body background-color="#ffffff" css-class="paper" width="560px">
    <mj-section padding="28px 0 8px">
      <mj-column><mj-text font-size="15px" font-weight="600" color="#2f6b4f">{{ shop.name }}</mj-text></mj-column>
    </mj-section>
    ${source.body}
    <mj-section padding="24px 0 32px">
      <mj-column><mj-text mj-class="small" css-class="small">${source.footer}</mj-text></mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
}

const FONTS: Readonly<Record<Locale, string>> = {
  en: '-apple-system, Segoe UI, Helvetica, Arial, sans-serif',
  'zh-CN': '-apple-system, PingFang SC, Microsoft YaHei, Noto Sans SC, sans-serif',
};

/** A section of plain paragraphs, the usual shape of a short mail. */
export function paragraphs(...texts: readonly string[]): string {
  return `<mj-section><mj-column>${texts.map((text) => `<mj-text>${text}</mj-text>`).join('')}</mj-column></mj-section>`;
}

/** The one thing the reader came to do. */
export function button(href: string, label: string): string {
  return `<mj-section><mj-column><mj-button css-class="button" align="left" href="${href}">${label}</mj-button></mj-column></mj-section>`;
}

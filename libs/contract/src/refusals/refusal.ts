/** What a refusal means to HTTP and to people, in both languages. `{name}` in a text is filled from the refusal's details. */
export interface RefusalText {
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 502 | 503;
  readonly en: string;
  readonly 'zh-CN': string;
}

export type Refusals = Readonly<Record<string, RefusalText>>;

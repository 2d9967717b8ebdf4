/** Something the service needs and the launcher brings along unless a setting names the real one. */
export interface Part {
  /** What the service is told about it. */
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

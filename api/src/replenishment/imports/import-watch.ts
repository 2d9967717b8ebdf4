const BEAT_MS = 500;

/** Somebody ended the import while it was running. */
export class ImportCancelled extends Error {
  override readonly name = 'ImportCancelled';
}

export interface Watched {
  /** Writes the progress and tells whether the import is still wanted. */
  beat(): Promise<boolean>;
  /** Stops the statement the import is in the middle of. */
  stopStatement(): Promise<unknown>;
}

/** Looks at a running import twice a second, and stops it once nobody wants it any more. */
export class ImportWatch implements AsyncDisposable {
  private readonly abort = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private beating: Promise<void> | undefined;

  constructor(private readonly watched: Watched) {
    // A beat that fails, because the database is gone, is told by the work itself, which fails with it.
    this.timer = setInterval(() => (this.beating ??= this.beat().catch(() => undefined)), BEAT_MS);
  }

  /** Ends the reading of the file. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** The result of `work`. @throws ImportCancelled, whatever the work itself broke with, once the import is not wanted */
  async during<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw this.signal.aborted ? new ImportCancelled() : error;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  private async beat(): Promise<void> {
    const isWanted = await this.watched.beat();
    this.beating = undefined;
    if (isWanted) return;
    clearInterval(this.timer);
    this.abort.abort();
    await this.watched.stopStatement();
  }
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '..', '..', '..');

/** What a command took, and what it said. */
export interface Step {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly printed: string;
}

/** One command of the service's command line, as an operator gives it. */
export async function command(settings: NodeJS.ProcessEnv, ...args: string[]): Promise<Step> {
  const tellPeak = "data:text/javascript,process.on('exit',()=>process.stderr.write('PEAK:'+process.resourceUsage().maxRSS+';'))";
  const env = { ...process.env, ...settings, NODE_OPTIONS: `--import=${tellPeak}` };
  const start = performance.now();
  const child = spawn(process.execPath, [join(root, 'libs/launcher/bin/perennial.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const [printed, told, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((resolve) => child.once('close', resolve))]);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}:\n${told}`);
  // The command line is a process that starts another: the bigger one did the work.
  const peaks = [...told.matchAll(/PEAK:(\d+);/g)].map(([, kilobytes]) => Number(kilobytes) / 1024);
  return { seconds: (performance.now() - start) / 1000, peakMegabytes: Math.max(...peaks), printed };
}

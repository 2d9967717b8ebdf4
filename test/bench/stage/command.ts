import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '..', '..', '..');

/** What a command took, and what it said. */
export interface Step {
  readonly seconds: number;
  /** Processor time of the command's own processes. */
  readonly cpu: number;
  readonly peakMegabytes: number;
  readonly printed: string;
}

/** One command of the service's command line, as an operator gives it. */
export async function command(settings: NodeJS.ProcessEnv, ...args: string[]): Promise<Step> {
  const tellPeak = "data:text/javascript,process.on('exit',()=>{const{maxRSS,userCPUTime:u,systemCPUTime:s}=process.resourceUsage();process.stderr.write('PEAK:'+maxRSS+',CPU:'+(u+s)+';')})";
  const env = { ...process.env, ...settings, NODE_OPTIONS: `--import=${tellPeak}` };
  const start = performance.now();
  const child = spawn(process.execPath, [join(root, 'libs/launcher/bin/perennial.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const [printed, told, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((resolve) => child.once('close', resolve))]);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}:\n${told}`);
  // The command line is a process that starts another: the bigger one did the work.
  const ends = [...told.matchAll(/PEAK:(\d+),CPU:(\d+);/g)].map(([, kilobytes, microseconds]) => ({ peak: Number(kilobytes) / 1024, cpu: Number(microseconds) / 1e6 }));
  return { seconds: (performance.now() - start) / 1000, cpu: ends.reduce((sum, { cpu }) => sum + cpu, 0), peakMegabytes: Math.max(...ends.map(({ peak }) => peak)), printed };
}

import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { decompress } from 'wawoff2';

const require = createRequire(import.meta.url);

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // Nothing leaves this machine, and nothing needs to.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

// Asked for `system-ui`, Chromium asks fontconfig for no family at all and would get the first face at hand, even one with serifs.
// The unpacked face calls itself "Thin" in all its weights.
const LAST_RESORT = '<match target="pattern"><edit name="family" mode="append_last"><string>Noto Sans SC Thin</string></edit></match>';

/**
 * A real Chromium on a bare machine: the one inside the npm package, or the one named by CHROMIUM_PATH, with a font that has
 * Chinese glyphs (bare machines have none, and screenshots would show boxes).
 */
export async function launchChromium(): Promise<Browser> {
  const given = process.env['CHROMIUM_PATH'];
  return chromium.launch({
    executablePath: given ? given : await unpackedChromium(),
    args: FLAGS,
    env: { ...cleanEnvironment(), ...(await fontEnvironment()) },
  });
}

/**
 * The package unpacks itself to fixed names in the system's folder for temporary files, where the second user of a machine may
 * not start what the first one unpacked, and a second run may start what the first has only half unpacked. So every user has a
 * folder, and it appears only when it is complete. A process of its own, because only its environment says where that folder is.
 */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `perennial-chromium-${version}-${process.getuid?.() ?? 0}`);
  const binary = join(folder, 'chromium');
  if (await exists(binary)) return binary;
  const unfinished = await mkdtemp(`${folder}-`);
  const unpack = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], { cwd: import.meta.dirname, env: { ...process.env, TMPDIR: unfinished } });
  await rename(unfinished, folder).catch(async (taken: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(binary))) throw taken;
  });
  return binary;
}

function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

// Fontconfig does not read woff2: the two weights are unpacked once into a folder of their own.
async function fontEnvironment(): Promise<Record<string, string>> {
  const folder = join(tmpdir(), `perennial-fonts-${process.getuid?.() ?? 0}`);
  await mkdir(folder, { recursive: true });
  for (const weight of ['400', '700']) {
    const target = join(folder, `NotoSansSC-${weight}.ttf`);
    if (await exists(target)) continue;
    const packed = await readFile(require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff2`));
    const unfinished = `${target}.${process.pid}`;
    await writeFile(unfinished, await decompress(packed));
    await rename(unfinished, target);
  }
  const config = join(folder, 'fonts.conf');
  await writeFile(
    config,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/cache</cachedir>${LAST_RESORT}</fontconfig>`,
  );
  return { FONTCONFIG_FILE: config, FONTCONFIG_PATH: folder };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

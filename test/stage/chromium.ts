import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packedChromium from '@sparticuz/chromium';
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
    executablePath: given ? given : await packedChromium.executablePath(),
    args: FLAGS,
    env: { ...cleanEnvironment(), ...(await fontEnvironment()) },
  });
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
  return readFile(path).then(
    () => true,
    () => false,
  );
}

#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, checkMachine, root, run } from './toolchain.mjs';

checkMachine();
const program = join(root, 'libs', 'launcher', 'dist', 'command.js');
if (!existsSync(program) || !existsSync(join(root, 'api', 'dist', 'src', 'cli.js'))) await build();
await run(program, process.argv.slice(2));

#!/usr/bin/env node
import { join } from 'node:path';
import { build, checkMachine, root, run } from './toolchain.mjs';

checkMachine();
console.log('Building (what has not changed comes from the cache) …');
await build();
await run(join(root, 'libs', 'launcher', 'dist', 'start.js'), process.argv.slice(2));

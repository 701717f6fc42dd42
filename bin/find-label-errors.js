#!/usr/bin/env node
import { main, processIo } from '../dist/program/main.js';

const args = process.argv.slice(2);
process.exitCode = await main(args, processIo(args));

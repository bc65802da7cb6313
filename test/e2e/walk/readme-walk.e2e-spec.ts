import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Launched } from '../launcher/launched.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

interface Block { readonly title: string; readonly script: string; readonly answer: string }

/** The blocks of README's walk: what is typed, and what comes back. */
function walk(): Block[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const text = readme.slice(readme.indexOf('## A walk through the main job'), readme.indexOf('## Configuration'));
  const blocks: Block[] = [];
  let title = 'the shell is prepared';
  for (const match of text.matchAll(/^### (.+)$|^```sh\n([\s\S]*?)^```\n(?:```(?:json)?\n([\s\S]*?)^```)?/gm)) {
    if (match[1] !== undefined) title = match[1];
    else blocks.push({ title: `${title} (${blocks.length + 1})`, script: match[2]!, answer: match[3] ?? '' });
  }
  return blocks;
}

/** One shell for the whole walk, as a reader has it. */
class Shell {
  private readonly child: ChildProcess;
  private output = '';

  constructor(cwd: string) {
    // npm run needs the project; the files of the walk are made where the shell stands.
    this.child = spawn('bash', ['--noprofile', '--norc'], { cwd, stdio: ['pipe', 'pipe', 'pipe'], env: process.env });
    for (const stream of [this.child.stdout!, this.child.stderr!]) stream.on('data', (chunk: Buffer) => { this.output += chunk.toString(); });
  }

  async type(script: string): Promise<string> {
    this.output = '';
    this.child.stdin!.write(`${script}\necho "--- done"\n`);
    const deadline = Date.now() + 60_000;
    while (!this.output.includes('--- done\n')) {
      if (Date.now() > deadline) throw new Error(`No end of:\n${script}\n${this.output}`);
      await new Promise((next) => { setTimeout(next, 20); });
    }
    return this.output.replace('--- done\n', '').trim();
  }

  close(): void {
    this.child.kill('SIGKILL');
  }
}

/** The answer as a pattern: `…` stands for anything on the line. */
function pattern(answer: string): RegExp {
  return new RegExp(`^${answer.trim().split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
}

describe("README's walk through the main job and the first days of a new school, word for word", () => {
  let dir: string;
  let program: Launched;
  let shell: Shell;
  let url: string;
  const blocks = walk();

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'school-cabinet-walk-'));
    program = Launched.on(dir, { DEMO: '1' });
    url = await program.ready(1, 280_000);
    shell = new Shell(root);
  }, 300_000);

  afterAll(async () => {
    shell.close();
    program.kill('SIGTERM');
    await program.exit();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  it('has all nine steps', () => {
    expect(new Set(blocks.map((b) => b.title.replace(/ \(\d+\)$/, ''))).size).toBe(10);
  });

  it.each(blocks)('$title', async ({ script, answer }) => {
    expect(await shell.type(script.replace('http://127.0.0.1:3000', url))).toMatch(pattern(answer));
  }, 90_000);

  it('the demo is made once: a second start finds it there', async () => {
    program.kill('SIGTERM');
    expect(await program.exit()).toBe(0);
    expect(program.output).toContain('The demo schools are seeded');
    program = Launched.on(dir, { DEMO: '1' });
    await program.ready();
    expect(program.output).not.toContain('seeded');
  }, 90_000);
});

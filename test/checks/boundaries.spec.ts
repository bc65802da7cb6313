import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A tree in which every rule is broken once, and a few things that are right. */
const STUB: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "stub", "type": "module", "dependencies": { "typeorm": "1", "pg": "8", "luxon": "3" } }',
  'module-map.cjs': `module.exports = { schools: [], family: ['schools', 'journal'], journal: ['schools'] };`,
  'src/shared/clock.ts': `import '../platform/auth/guard.js';\nexport const clock = 1;`,
  'src/platform/auth/index.ts': `export { guard } from './guard.js';`,
  'src/platform/auth/guard.ts': `import '../../modules/schools/index.js';\nexport const guard = 1;`,
  'src/apps/main.ts': `import '../modules/schools/schools.facade.js';`,
  'src/modules/strange/readme.ts': `export const x = 1;`,
  'src/modules/schools/index.ts': `export * from './schools.facade.js';\nexport * from './persistence/school.repository.js';`,
  'src/modules/schools/schools.facade.ts': `import { journal } from '../journal/index.js';\nexport const facade = journal;`,
  'src/modules/schools/schools.contracts.ts': `import './persistence/school.repository.js';`,
  'src/modules/schools/persistence/school.repository.ts': `export const find = 'SELECT * FROM schools.schools WHERE id = $1';
    export const up = 'SELECT * FROM journal.v_mark WHERE school_id = $1';
    export const late = 'SELECT * FROM schools.pupils WHERE school_id = $1 AND left_at < now()';
    export const right = 'SELECT p.id FROM schools.pupils p WHERE p.school_id = $1';
    export const careless = 'SELECT id FROM schools.pupils WHERE id = $1';
    export const reasoned = 'SELECT id FROM schools.pupils WHERE id = $1 /* any school: a person may have several */';`,
  'src/modules/schools/domain/name.ts': `import '../persistence/school.repository.js';\nimport 'luxon';`,
  'src/modules/schools/http/school.controller.ts': `import '../persistence/school.repository.js';`,
  'src/modules/schools/app/cycle.ts': `import './cycle-back.js';\nimport '../../../platform/auth/guard.js';`,
  'src/modules/schools/app/cycle-back.ts': `import './cycle.js';\nimport './nowhere.js';`,
  'src/modules/family/index.ts': `export const family = 1;`,
  'src/modules/family/app/link.service.ts': `import 'typeorm';\nimport 'pg';\nimport '../../schools/domain/name.js';\nimport '../../../apps/main.js';
    import { forwardRef } from '@nestjs/common';\nexport const at = new Date();\nexport const q = (db) => db.query('SELECT 1');`,
  'src/modules/family/persistence/link.repository.ts': `export const past = 'SELECT 1 FROM schools.pupils WHERE school_id = $1';
    export const through = 'SELECT 1 FROM schools.v_pupil schools JOIN schools.v_class c ON c.id = schools.id WHERE school_id = $1';`,
  'src/modules/journal/index.ts': `export const journal = 1;`,
  'src/modules/journal/app/long.ts': '// a line\n'.repeat(301),
  'migrations/1795300006001-schools-create.ts': `export const up = \`
    CREATE TABLE schools.pupils (
      id uuid PRIMARY KEY,
      school_id uuid NOT NULL
    )\`;`,
  'migrations/1795300008001-family-create.ts': `export const up = \`
    CREATE TABLE family.links (pupil_id uuid REFERENCES schools.pupils (id));
    CREATE VIEW family.v_link AS SELECT 1 FROM schools.classes\`;`,
};

describe('boundary checks on a tree that breaks them all', () => {
  let stub: string;
  let found: string[];

  beforeAll(() => {
    mkdirSync(join(root, '.tmp'), { recursive: true });
    stub = mkdtempSync(join(root, '.tmp', 'stub-'));
    for (const [path, text] of Object.entries(STUB)) {
      mkdirSync(dirname(join(stub, path)), { recursive: true });
      writeFileSync(join(stub, path), text);
    }
    symlinkSync(join(root, 'node_modules'), join(stub, 'node_modules'));
    found = ['boundaries', 'sources'].flatMap((check) =>
      JSON.parse(execFileSync(process.execPath, [join(root, 'scripts/checks', `${check}.mjs`), stub], { encoding: 'utf8' })) as string[]);
  }, 60_000);

  afterAll(() => {
    rmSync(stub, { recursive: true, force: true });
  });

  it.each([
    ['not-on-the-map', 'src/modules/strange'],
    ['no-face', 'src/modules/strange'],
    ['map', 'family may call journal'],
    ['only-down-the-map', 'src/modules/schools/schools.facade.ts → src/modules/journal/index.ts'],
    ['through-the-index', 'src/modules/family/app/link.service.ts → src/modules/schools/domain/name.ts'],
    ['apps-through-the-index', 'src/apps/main.ts → src/modules/schools/schools.facade.ts'],
    ['face-shows-no-inside', 'src/modules/schools/index.ts → src/modules/schools/persistence/school.repository.ts'],
    ['contracts-are-plain', 'src/modules/schools/schools.contracts.ts'],
    ['http-and-jobs-not-to-persistence', 'src/modules/schools/http/school.controller.ts'],
    ['domain-is-pure', 'src/modules/schools/domain/name.ts → src/modules/schools/persistence/school.repository.ts'],
    ['typeorm-only-in-persistence', 'src/modules/family/app/link.service.ts'],
    ['pg-only-in-platform', 'src/modules/family/app/link.service.ts'],
    ['platform-through-the-index', 'src/modules/schools/app/cycle.ts → src/platform/auth/guard.ts'],
    ['platform-knows-no-module', 'src/platform/auth/guard.ts'],
    ['modules-know-no-app', 'src/modules/family/app/link.service.ts → src/apps/main.ts'],
    ['shared-is-a-leaf', 'src/shared/clock.ts'],
    ['no-cycles', 'src/modules/schools/app/cycle.ts'],
    ['no-unresolved', 'src/modules/schools/app/cycle-back.ts → ./nowhere.js'],
    ['sql-up-the-map', 'schools reads journal.v_mark'],
    ['sql-past-the-view', 'family reads schools.pupils'],
    ['sql-past-the-view', 'family reads schools.classes'],
    ['database-clock', 'src/modules/schools/persistence/school.repository.ts:3'],
    ['machine-clock', 'src/modules/family/app/link.service.ts'],
    ['school-scope', 'src/modules/schools/persistence/school.repository.ts:5 schools.pupils'],
    ['forward-ref', 'src/modules/family/app/link.service.ts'],
    ['database-outside-persistence', 'src/modules/family/app/link.service.ts'],
    ['too-long', 'src/modules/journal/app/long.ts'],
  ])('%s is caught: %s', (rule, where) => {
    expect(found.filter((line) => line.startsWith(`${rule}: `) && line.includes(where))).not.toEqual([]);
  });

  it('lets through what is right', () => {
    const wrongly = found.filter((line) => /luxon|v_pupil|v_class|repository\.ts:(1|4|6) schools\.(pupils|schools)/.test(line) || /REFERENCES/.test(line));
    expect(wrongly).toEqual([]);
    expect(found.filter((line) => line.startsWith('sql-past-the-view'))).toHaveLength(2);
    expect(found.filter((line) => line.startsWith('school-scope'))).toHaveLength(1);
  });
});

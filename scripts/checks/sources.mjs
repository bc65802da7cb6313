// What dependency-cruiser cannot see: SQL across modules, the clock, the school scope, forwardRef, sizes. Reads the sources only.
// `node scripts/checks/sources.mjs [root]` prints the violations of a tree as JSON.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const require = createRequire(import.meta.url);
const home = fileURLToPath(new URL('../..', import.meta.url));
const SQL = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|FROM|JOIN|REFERENCES)\b/;
const DATABASE_CLOCK = /\b(now\(\)|current_date|current_timestamp|localtimestamp|clock_timestamp\(\)|statement_timestamp\(\)|transaction_timestamp\(\))/i;
const MAX_LINES = 300;
const MAX_SPEC_LINES = 400;
const MAX_CONTROLLER_LINES = 120;

/** @returns {string[]} what is wrong, one line each */
export function sourceViolations(root = home) {
  const map = require(join(root, 'module-map.cjs'));
  const migrations = read(root, 'migrations');
  const sources = read(root, 'src');
  const scoped = schoolTables(migrations);
  const problems = [];
  for (const file of [...sources, ...migrations, ...read(root, 'test'), ...read(root, 'bench'), ...read(root, 'demo')]) problems.push(...sizeProblems(file));
  for (const file of migrations) problems.push(...sqlProblems(file, migrationModule(file), map, { allowReferences: true }));
  for (const file of sources) {
    problems.push(...importProblems(file), ...clockProblems(file));
    const module = /^src\/modules\/([^/]+)\//.exec(file.path)?.[1];
    if (module === undefined) continue;
    problems.push(...sqlProblems(file, module, map, { allowReferences: false }), ...scopeProblems(file, scoped));
  }
  return problems;
}

function read(root, folder) {
  const dir = join(root, folder);
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && e.name.endsWith('.ts'))
    .map((e) => {
      const path = join(e.parentPath, e.name);
      const text = readFileSync(path, 'utf8');
      return { path: relative(root, path), text, ast: ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true) };
    });
}

const isSpec = (file) => /\.(spec|module-spec|e2e-spec)\.ts$/.test(file.path);
const migrationModule = (file) => /\d+-([a-z]+)-/.exec(file.path)?.[1] ?? 'platform';

/** String and template literals of a file; a hole of a template becomes the constant of this file it names, else `$x`. */
function literals(file) {
  const found = [];
  const constants = new Map();
  const hole = (expression) => (ts.isIdentifier(expression) && constants.get(expression.text)) || '$x';
  for (const statement of file.ast.statements.filter(ts.isVariableStatement)) {
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer === undefined || !ts.isIdentifier(name)) continue;
      if (ts.isStringLiteralLike(initializer)) constants.set(name.text, initializer.text);
      else if (ts.isTemplateExpression(initializer)) constants.set(name.text, initializer.head.text + initializer.templateSpans.map((s) => hole(s.expression) + s.literal.text).join(''));
    }
  }
  const visit = (node) => {
    const line = () => file.ast.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push({ text: node.text, line: line() });
    else if (ts.isTemplateExpression(node)) {
      found.push({ text: node.head.text + node.templateSpans.map((s) => hole(s.expression) + s.literal.text).join(''), line: line() });
    }
    ts.forEachChild(node, visit);
  };
  visit(file.ast);
  return found;
}

const statements = (file) => literals(file).filter(({ text }) => SQL.test(text)).map((l) => ({ ...l, text: l.text.replace(/--.*$/gm, '') }));

/** Others are read through their views only, and only down the map; a migration may also point a foreign key down. */
function* sqlProblems(file, module, map, { allowReferences }) {
  if (isSpec(file)) return;
  const allowed = [module, ...(map[module] ?? [])];
  for (const { text, line } of statements(file)) {
    for (const match of text.matchAll(/\b([a-z]+)\.([a-z_]+)\b/g)) {
      const [reference, schema, table] = match;
      if (!(schema in map) || schema === module) continue;
      const points = allowReferences && /REFERENCES\s+$/i.test(text.slice(0, match.index));
      const position = text.slice(0, match.index);
      const isRelation = points || /\b(FROM|JOIN|INTO|UPDATE|TABLE|ON|USING|,)\s*(ONLY\s+|LATERAL\s+)?$/i.test(position);
      if (!isRelation) continue; // a column of an alias that happens to bear a module's name
      if (!allowed.includes(schema)) yield `sql-up-the-map: ${file.path}:${line} ${module} reads ${reference}`;
      else if (!points && !table.startsWith('v_')) yield `sql-past-the-view: ${file.path}:${line} ${module} reads ${reference}, not a view`;
    }
  }
}

/**
 * Business instants come from `Clock`. The database's clock is for technical columns: as `DEFAULT now()` in a migration, or in
 * a statement whose comment says "technical: <reason>".
 */
function* clockProblems(file) {
  // Leases and retries of queue and deliveries are technical through and through: they compare instants of one clock, the database's.
  if (isSpec(file) || /^src\/platform\/(outbox|queue|delivery)\//.test(file.path)) return;
  for (const { text, line } of statements(file)) {
    const clock = DATABASE_CLOCK.exec(text);
    if (clock !== null && !/technical: \S/.test(text)) yield `database-clock: ${file.path}:${line} ${clock[0]}; pass Clock.now() as a parameter`;
  }
  if (!file.path.startsWith('src/modules/')) return;
  for (const match of file.text.matchAll(/\bDate\.now\(\)|\bnew Date\(\)|\bDateTime\.(now|utc|local)\(\)/g)) {
    yield `machine-clock: ${file.path}:${lineAt(file, match.index)} ${match[0]}; inject Clock`;
  }
}

/** Tables that have a school, by the migrations. */
function schoolTables(migrations) {
  const tables = new Set();
  for (const file of migrations) {
    for (const { text } of literals(file)) {
      for (const match of text.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?([a-z_]+\.[a-z_]+)\s*\(([\s\S]*?)\n\s*\)/g)) {
        if (/^\s*school_id uuid NOT NULL/m.test(match[2])) tables.add(match[1]);
      }
    }
  }
  return tables;
}

/** A statement on a school's rows names the school. One that must not says why: a comment "any school: <reason>" in the SQL. */
function* scopeProblems(file, tables) {
  if (isSpec(file)) return;
  for (const { text, line } of literals(file)) {
    if (!SQL.test(text) || /any school: \S/.test(text) || /school_id|schoolId/.test(text.replace(/--.*$/gm, ''))) continue;
    for (const match of text.matchAll(/\b(?:FROM|JOIN|UPDATE|INTO)\s+([a-z_]+\.[a-z_]+)/g)) {
      if (tables.has(match[1])) yield `school-scope: ${file.path}:${line} ${match[1]} without school_id`;
    }
  }
}

function* importProblems(file) {
  const forward = /\bforwardRef\b/.exec(file.text);
  if (forward !== null) yield `forward-ref: ${file.path}:${lineAt(file, forward.index)}`;
  if (!file.path.startsWith('src/modules/') || isSpec(file)) return;
  // `db.outside(fn)` belongs to use cases; statements do not.
  const query = /\b(db|hot)\.(query|one|run|manager|repo)\b/i.exec(file.text);
  if (query !== null && !file.path.includes('/persistence/')) yield `database-outside-persistence: ${file.path}:${lineAt(file, query.index)} ${query[0]}`;
  for (const statement of file.ast.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const names = statement.importClause?.namedBindings;
    const imported = names !== undefined && ts.isNamedImports(names) ? names.elements.map((e) => (e.propertyName ?? e.name).text) : [];
    // Rows written through an injected TypeORM repository survive a rollback.
    if (imported.includes('InjectRepository')) yield `injected-repository: ${file.path}`;
  }
}

function* sizeProblems(file) {
  const lines = file.text.split('\n').length - 1;
  const limit = isSpec(file) ? MAX_SPEC_LINES : file.path.endsWith('.controller.ts') ? MAX_CONTROLLER_LINES : MAX_LINES;
  if (lines > limit) yield `too-long: ${file.path} has ${lines} lines, ${limit} at most`;
}

const lineAt = (file, index) => file.ast.getLineAndCharacterOfPosition(index).line + 1;

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(sourceViolations(resolve(process.argv[2] ?? home)), null, 2));

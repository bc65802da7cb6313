// Compiles src, migrations, test, bench and demo into dist through TypeScript's API with the Swagger transformer.
// Incremental: only what changed is emitted. Outputs whose source is gone are removed, so a deleted spec stops running.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { before } from '@nestjs/swagger/plugin';
import { buildStamp, root, sourceHash } from './stamps.mjs';

// Of what is read now: a file changed meanwhile is built the next time.
const builtFrom = sourceHash();
const configPath = join(root, 'tsconfig.json');
const parsed = ts.getParsedCommandLineOfConfigFile(configPath, {}, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (d) => { throw new Error(ts.flattenDiagnosticMessageText(d.messageText, '\n')); },
});
const swagger = JSON.parse(readFileSync(join(root, 'nest-cli.json'), 'utf8')).compilerOptions.plugins[0].options;

const host = ts.createIncrementalCompilerHost(parsed.options);
const builder = ts.createIncrementalProgram({ rootNames: parsed.fileNames, options: parsed.options, host });
const diagnostics = [
  ...parsed.errors,
  ...builder.getConfigFileParsingDiagnostics(),
  ...builder.getSyntacticDiagnostics(),
  ...builder.getOptionsDiagnostics(),
  ...builder.getGlobalDiagnostics(),
  ...builder.getSemanticDiagnostics(),
];
if (diagnostics.length > 0) {
  console.error(ts.formatDiagnosticsWithColorAndContext(diagnostics, {
    getCanonicalFileName: (f) => f, getCurrentDirectory: () => root, getNewLine: () => '\n',
  }));
  console.error(`${diagnostics.length} error(s); nothing was emitted`);
  process.exit(1);
}
builder.emit(undefined, undefined, undefined, undefined, { before: [before(swagger, builder.getProgram())] });
removeOrphans();
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(buildStamp, builtFrom);

function removeOrphans() {
  const dist = join(root, 'dist');
  if (!existsSync(dist)) return;
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.js')) continue;
    const output = join(entry.parentPath, entry.name);
    const source = join(root, relative(dist, output)).replace(/\.js$/, '.ts');
    if (existsSync(source)) continue;
    rmSync(output);
    rmSync(`${output}.map`, { force: true });
  }
}

/**
 * What every route answers, read from the controllers' declared return types, with the contract's types as
 * components: the part of `GET /openapi.json` that is gone once TypeScript has become JavaScript. And of
 * `GET /asyncapi.json` in the same way: what the live interface takes, answers and tells, and to whom.
 * `build:server` runs it after the compiler. A handler that answers past Nest (`@Res()`) says what it sends
 * by `@ApiOkResponse` and is not looked at.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { liveShapes } from './live-shapes.mjs';
import { Schemas } from './schemas.mjs';

const ROUTE_DECORATORS = new Set(['Get', 'Post', 'Patch', 'Put', 'Delete']);
const outDir = resolve(process.argv[2] ?? 'dist/server');
const { options, fileNames } = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.build.json', ts.sys.readFile).config,
  ts.sys,
  process.cwd(),
);
const isContract = ({ fileName }) => fileName.startsWith(`${resolve('src/contract').replaceAll('\\', '/')}/`);
const controllers = fileNames.filter((name) => name.endsWith('.controller.ts'));
const host = ts.createCompilerHost(options);
// Answers are made of the contract alone: nothing else needs to be read, and what came from elsewhere
// has no type here and is refused.
host.resolveModuleNameLiterals = (literals, containing, redirected, settings, source) =>
  literals.map((literal) =>
    literal.text.includes('/contract/') || isContract({ fileName: containing })
      ? ts.resolveModuleName(
          literal.text,
          containing,
          settings,
          host,
          undefined,
          redirected,
          ts.getModeForUsageLocation(source, literal, settings),
        )
      : { resolvedModule: undefined },
  );
// All of the contract: a handler may name a type that no controller imports.
const contract = fileNames.filter((fileName) => isContract({ fileName }));
const program = ts.createProgram([...controllers, ...contract], { ...options, types: [] }, host);
const checker = program.getTypeChecker();
const schemas = new Schemas(checker, isContract);

const decoratorsOf = (node) =>
  (ts.getDecorators(node) ?? []).map(({ expression }) =>
    (ts.isCallExpression(expression) ? expression.expression : expression).getText(),
  );
const isHandler = (member) =>
  ts.isMethodDeclaration(member) && decoratorsOf(member).some((name) => ROUTE_DECORATORS.has(name));
const speaksForItself = (member) =>
  decoratorsOf(member).some((name) => /^Api(\w+Response|ExcludeEndpoint)$/.test(name));
const contractTypes = () =>
  program
    .getSourceFiles()
    .filter(isContract)
    .flatMap((file) => checker.getExportsOfModule(checker.getSymbolAtLocation(file)));

/** The contract's types that a handler names in `@ApiOkResponse`. */
function referNamed(handler) {
  const text = (ts.getDecorators(handler) ?? []).map((decorator) => decorator.getText()).join();
  for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
    const found = contractTypes().find((symbol) => symbol.name === name);
    if (!found) throw new Error(`the contract has no ${name}`);
    schemas.refer(found);
  }
}

/** Null: an answer without a body. */
function answerOf(handler) {
  if (!handler.type) throw new Error('its return type is not declared');
  const type = checker.getAwaitedType(checker.getTypeFromTypeNode(handler.type));
  return type.flags & ts.TypeFlags.Void ? null : schemas.of(type);
}

const operations = {};
function note(controller, handler) {
  const name = `${controller.name.text.replace(/Controller$/, '')}.${handler.name.getText()}`;
  try {
    if (speaksForItself(handler)) referNamed(handler);
    else operations[name] = answerOf(handler);
  } catch (fault) {
    throw new Error(`${name}: ${fault.message}`, { cause: fault });
  }
}
const classes = controllers.flatMap((name) =>
  program.getSourceFile(name).statements.filter(ts.isClassDeclaration),
);
for (const controller of classes)
  for (const handler of controller.members.filter(isHandler)) note(controller, handler);
/** Who may call each live command: `@Allow` of the gateways, which need not be in the program for that. */
function allowedCommands() {
  const calls = (node) =>
    (ts.getDecorators(node) ?? []).map(({ expression }) => expression).filter(ts.isCallExpression);
  const words = (node, name) =>
    calls(node)
      .find((call) => call.expression.getText() === name)
      ?.arguments.map(({ text }) => text);
  const gateways = fileNames
    .filter((name) => name.endsWith('.gateway.ts'))
    .map((name) => ts.createSourceFile(name, readFileSync(name, 'utf8'), ts.ScriptTarget.Latest, true));
  const handlers = gateways
    .flatMap(({ statements }) => statements.filter(ts.isClassDeclaration))
    .flatMap((gateway) => gateway.members.filter(ts.isMethodDeclaration).map((method) => [gateway, method]));
  return Object.fromEntries(
    handlers.flatMap(([gateway, method]) =>
      (words(method, 'SubscribeMessage') ?? []).map((event) => [
        event,
        words(method, 'Allow') ?? words(gateway, 'Allow') ?? [],
      ]),
    ),
  );
}
const liveSchemas = new Schemas(checker, isContract);
const exported = new Map(contractTypes().map((symbol) => [symbol.name, symbol]));
const { commands, news } = liveShapes(checker, exported, liveSchemas);
const allowed = allowedCommands();
for (const [name, command] of Object.entries(commands)) command.allowed = allowed[name];
writeFileSync(
  join(outDir, 'live.json'),
  JSON.stringify({ commands, news, components: liveSchemas.components }),
);
writeFileSync(join(outDir, 'answers.json'), JSON.stringify({ operations, components: schemas.components }));

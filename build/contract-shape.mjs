/**
 * Prints what the contract is on the wire: each route with its query, body and answer, each live command and
 * piece of news, each code with its status, as JSON Schema. `test/house/contract-version.spec.ts` compares it
 * with the contract as it was last released. Whoever releases a version of the contract keeps it for the next
 * ones: `node build/contract-shape.mjs > test/house/released-contract.json && npx prettier --write
 * test/house/released-contract.json`
 */
import { resolve } from 'node:path';
import ts from 'typescript';
import { liveShapes } from './live-shapes.mjs';
import { Schemas } from './schemas.mjs';

const METHODS = new Set(['Get', 'Post', 'Patch', 'Put', 'Delete']);
const CONSTANTS = ['API_BASE', 'CONTRACT_HEADER', 'LIVE_NAMESPACE', 'LIVE_PAGE_HEADER'];
const { options, fileNames } = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.build.json', ts.sys.readFile).config,
  ts.sys,
  process.cwd(),
);
const contractFolder = `${resolve('src/contract').replaceAll('\\', '/')}/`;
const isContract = ({ fileName }) => fileName.startsWith(contractFolder);
const host = ts.createCompilerHost(options);
// Shapes are made of our own types: no library has to be read.
host.resolveModuleNameLiterals = (literals, containing, redirected, settings, source) =>
  literals.map((literal) =>
    literal.text.startsWith('.')
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
const isRoot = (name) => name.endsWith('.controller.ts') || isContract({ fileName: name });
const program = ts.createProgram(fileNames.filter(isRoot), { ...options, types: [] }, host);
const checker = program.getTypeChecker();
class Shapes extends Schemas {
  /** What revoked consoles hand in is any object. */
  simple(type, node) {
    if (type.flags & ts.TypeFlags.NonPrimitive) return { type: 'object' };
    // That a number is whole was said later than the first contract.
    return type.flags & ts.TypeFlags.Number ? { type: 'number' } : super.simple(type, node);
  }
}
const schemas = new Shapes(checker, isContract);
const exported = new Map(
  program
    .getSourceFiles()
    .filter(isContract)
    .flatMap((file) => checker.getExportsOfModule(checker.getSymbolAtLocation(file)))
    .map((symbol) => [symbol.name, symbol]),
);
const typeOf = (name) => checker.getTypeOfSymbol(exported.get(name));

const callsOf = (node) =>
  (ts.getDecorators(node) ?? []).map(({ expression }) => expression).filter(ts.isCallExpression);
const decoratedBy = (node, name) => callsOf(node).find((call) => call.expression.getText() === name);
/** The shape of a DTO class, which is what the service takes. */
const shapeOfClass = (name) => schemas.of(checker.getDeclaredTypeOfSymbol(checker.getSymbolAtLocation(name)));

/** A body that is judged entry by entry is `unknown` to its handler, and described by `@ApiBody`. */
function bodyOf(handler) {
  const described = decoratedBy(handler, 'ApiBody')?.arguments[0];
  const type = described?.properties?.find((property) => property.name.getText() === 'type')?.initializer;
  if (type && ts.isIdentifier(type)) return shapeOfClass(type);
  return parameterOf(handler, 'Body');
}
function parameterOf(handler, decorator) {
  const parameter = handler.parameters.find((one) => decoratedBy(one, decorator));
  const type = parameter?.type;
  return type && ts.isTypeReferenceNode(type) ? shapeOfClass(type.typeName) : null;
}
/** Null: no JSON. */
function answerOf(handler) {
  const said = callsOf(handler).find((call) => /^Api\w+Response$/.test(call.expression.getText()));
  const [, named] = /#\/components\/schemas\/(\w+)/.exec(said?.getText() ?? '') ?? [];
  if (named) return schemas.refer(exported.get(named));
  if (said || decoratedBy(handler, 'ApiExcludeEndpoint')) return null;
  const type = checker.getAwaitedType(checker.getTypeFromTypeNode(handler.type));
  return type.flags & ts.TypeFlags.Void ? null : schemas.of(type);
}

function routes() {
  const handlers = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.endsWith('.controller.ts'))
    .flatMap((file) => file.statements.filter(ts.isClassDeclaration))
    .flatMap(({ members }) => members.filter(ts.isMethodDeclaration));
  const found = handlers.flatMap((handler) =>
    callsOf(handler)
      .filter((call) => METHODS.has(call.expression.getText()))
      .map((call) => {
        const path = checker.getTypeAtLocation(call.arguments[0]).value;
        if (typeof path !== 'string') throw new Error(`no path: ${call.getText()}`);
        const shape = {
          query: parameterOf(handler, 'Query'),
          body: bodyOf(handler),
          answer: answerOf(handler),
        };
        return [`${call.expression.getText().toUpperCase()} ${path}`, shape];
      }),
  );
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const { commands, news } = liveShapes(checker, exported, schemas);
const withoutWords = (events, pick) =>
  Object.fromEntries(Object.entries(events).map(([name, event]) => [name, pick(event)]));

const literal = (type) => type.value;
const problems = () =>
  Object.fromEntries(
    checker
      .getPropertiesOfType(typeOf('PROBLEMS'))
      .map((code) => [
        code.name,
        literal(checker.getTypeOfSymbol(checker.getTypeOfSymbol(code).getProperty('status'))),
      ]),
  );

/** Words of documentation do not cross the wire. */
const wordless = (value) =>
  Array.isArray(value)
    ? value.map(wordless)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key, part]) => key !== 'description' || typeof part !== 'string')
            .map(([key, part]) => [key, wordless(part)]),
        )
      : value;

const shape = {
  version: literal(typeOf('CONTRACT_VERSION')),
  constants: Object.fromEntries(CONSTANTS.map((name) => [name, literal(typeOf(name))])),
  problems: problems(),
  routes: routes(),
  commands: withoutWords(commands, ({ body, reply }) => ({ body, reply })),
  news: withoutWords(news, ({ payload }) => payload),
};
const types = Object.fromEntries(Object.entries(schemas.components).sort(([a], [b]) => (a < b ? -1 : 1)));
process.stdout.write(`${JSON.stringify(wordless({ ...shape, types }))}\n`);

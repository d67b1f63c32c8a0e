/**
 * What each route may answer besides what its type says: the codes of the problems that its code makes, the
 * headers of HTTP that it looks at or sets, and whether it asks who is signed in. Read from the program by
 * following calls from each handler, so that `GET /openapi.json` says it of every route and nobody has to
 * write it down. What is called through an interface, or heard as an event, is not followed.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROUTE_DECORATORS = new Set(['Get', 'Post', 'Patch', 'Put', 'Delete']);
const HEADERS = new Set(['etag', 'if-match', 'if-none-match', 'range', 'last-modified']);
/** A code whose type is the whole table, or most of it, says nothing about a route. */
const MOST_CODES = 25;

const isCode = (text) => /^[a-z]+(?:-[a-z]+)*\.[a-z-]+$/.test(text);

export class Reached {
  /** By declaration. */
  found = new Map();

  constructor(program) {
    this.checker = program.getTypeChecker();
    this.files = program.getSourceFiles().filter((file) => !file.isDeclarationFile);
  }

  /** By `Controller.method`. */
  routes() {
    const controllers = this.files.filter(({ fileName }) => fileName.endsWith('.controller.ts'));
    const handlers = controllers
      .flatMap((file) => file.statements.filter(ts.isClassDeclaration))
      .flatMap(({ name, members }) =>
        members.filter(isHandler).map((handler) => [`${name.text.replace(/Controller$/, '')}`, handler]),
      );
    return Object.fromEntries(
      handlers.map(([controller, handler]) => [
        `${controller}.${handler.name.getText()}`,
        { folder: folderOf(handler), ...this.from(handler) },
      ]),
    );
  }

  from(handler) {
    const codes = new Set();
    const headers = new Set();
    const seen = new Set([handler]);
    let asksWho = handler.parameters.some((parameter) => decoratorsOf(parameter).includes('Actor'));
    for (const declaration of seen) {
      const own = this.of(declaration);
      for (const code of own.codes) codes.add(code);
      for (const header of own.headers) headers.add(header);
      for (const called of own.calls) seen.add(called);
      asksWho ||= own.asksWho;
    }
    return { codes: [...codes].sort(), headers: [...headers].sort(), asksWho };
  }

  of(declaration) {
    const known = this.found.get(declaration);
    if (known) return known;
    const own = { codes: new Set(), headers: new Set(), calls: new Set(), sinks: new Set(), asksWho: false };
    this.found.set(declaration, own);
    this.look(declaration, declaration, own);
    return own;
  }

  look(node, declaration, own) {
    if (ts.isDecorator(node) || ts.isTypeNode(node)) return;
    if (ts.isNewExpression(node) && node.expression.getText() === 'Problem')
      this.makes(node.arguments[0], declaration, own);
    else if (ts.isCallExpression(node)) this.calls(node, own);
    else if ((ts.isIdentifier(node) && isPassed(node)) || ts.isPropertyAccessExpression(node))
      this.follow(node, own);
    own.asksWho ||= this.readsSignIn(node);
    const text = ts.isStringLiteral(node) || ts.isIdentifier(node) ? node.text : '';
    if (HEADERS.has(text) && !isOwnProperty(node)) own.headers.add(text);
    ts.forEachChild(node, (child) => this.look(child, declaration, own));
  }

  /** `request.principal` */
  readsSignIn(node) {
    return (
      ts.isPropertyAccessExpression(node) &&
      node.name.text === 'principal' &&
      this.checker.getTypeAtLocation(node.expression).symbol?.name === 'ActingRequest'
    );
  }

  makes(argument, declaration, own) {
    for (const code of this.codesOf(argument)) own.codes.add(code);
    const parameter = declaration.parameters?.findIndex(({ name }) => name.getText() === argument.getText());
    if (parameter >= 0) own.sinks.add(parameter);
  }

  /** Of an expression that is a code: what its type allows. */
  codesOf(node) {
    const type = this.checker.getTypeAtLocation(node);
    const members = type.isUnion() ? type.types : [type];
    const codes = members.filter((one) => one.isStringLiteral()).map(({ value }) => value);
    return codes.length > MOST_CODES ? this.judgedBy(node) : codes.filter(isCode);
  }

  /** `const fault = dayFault(body)`: the codes that the rule has in it, where its type is the whole table. */
  judgedBy(node) {
    const declared = ts.isIdentifier(node) && this.checker.getSymbolAtLocation(node)?.valueDeclaration;
    const call = declared && ts.isVariableDeclaration(declared) && declared.initializer;
    if (!call || !ts.isCallExpression(call)) return [];
    const codes = [];
    const look = (part) => {
      if (ts.isStringLiteral(part) && isCode(part.text)) codes.push(part.text);
      ts.forEachChild(part, look);
    };
    this.bodiesOf(call.expression).forEach(look);
    return codes;
  }

  calls(node, own) {
    for (const called of this.bodiesOf(node.expression)) {
      own.calls.add(called);
      for (const index of this.of(called).sinks)
        if (node.arguments[index])
          for (const code of this.codesOf(node.arguments[index])) own.codes.add(code);
    }
  }

  follow(node, own) {
    for (const called of this.bodiesOf(node)) own.calls.add(called);
  }

  bodiesOf(expression) {
    const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
    let symbol = this.checker.getSymbolAtLocation(name);
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = this.checker.getAliasedSymbol(symbol);
    return (symbol?.declarations ?? []).map(functionIn).filter(Boolean);
  }
}

const decoratorsOf = (node) =>
  (ts.getDecorators(node) ?? [])
    .map(({ expression }) => expression)
    .filter(ts.isCallExpression)
    .map((call) => call.expression.getText());
const isHandler = (member) =>
  ts.isMethodDeclaration(member) && decoratorsOf(member).some((name) => ROUTE_DECORATORS.has(name));
/** `sites/pairing` */
const folderOf = (node) =>
  relative(resolve('src'), dirname(node.getSourceFile().fileName)).replaceAll('\\', '/');

/** `.map(siteOf)`, `readOr(this.find)`. */
const isPassed = (node) => ts.isCallExpression(node.parent) && node.parent.expression !== node;

/** `etag` of a type or class of ours is no header by itself. */
const isOwnProperty = (node) =>
  ts.isPropertySignature(node.parent) || ts.isPropertyDeclaration(node.parent) || ts.isParameter(node.parent);

function functionIn(declaration) {
  if (declaration.getSourceFile().isDeclarationFile) return null;
  const isFunction = [ts.isFunctionDeclaration, ts.isMethodDeclaration, ts.isGetAccessorDeclaration];
  if (isFunction.some((is) => is(declaration))) return declaration.body ? declaration : null;
  const value =
    (ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)) &&
    declaration.initializer;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : null;
}

/** @param outDir where the compiled service lies */
export const writeReached = (program, outDir) =>
  writeFileSync(join(outDir, 'reached.json'), JSON.stringify(new Reached(program).routes()));

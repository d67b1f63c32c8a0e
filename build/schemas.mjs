/**
 * JSON Schema (2020-12) of TypeScript types, as the type checker sees them: generics,
 * `Pick` and `extends` are resolved.
 */
import ts from 'typescript';

/** Numbers are whole unless they are written as `Fraction`. */
const FRACTION = 'Fraction';
const FORMATS = { Id: 'uuid', Instant: 'date-time', Day: 'date' };

export class Schemas {
  /** Named types that were asked for, by name; others refer to them as `#/components/schemas/<name>`. */
  components = {};

  /** @param isNamed whether the types of this file get a name of their own */
  constructor(checker, isNamed) {
    this.checker = checker;
    this.isNamed = isNamed;
  }

  /**
   * @param node how the type was written, where that says more than the type:
   * `Instant` is but a string to the checker
   * @throws for what JSON cannot hold, so that nothing is described as anything
   */
  of(type, node) {
    const symbol = this.namedSymbol(type, node);
    if (symbol) return this.refer(symbol);
    return this.unnamed(type, node);
  }

  simple(type, node) {
    const { flags } = type;
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isStringLiteral()) return { type: 'string', enum: [type.value] };
    if (flags & ts.TypeFlags.String) return { type: 'string', ...formatOf(node) };
    if (flags & ts.TypeFlags.Number) return numberOf(node);
    if (flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    // Kept and given back as it came.
    if (flags & ts.TypeFlags.Unknown) return {};
    return null;
  }

  structure(type, node) {
    const { checker } = this;
    if (checker.isTupleType(type) && checker.getTypeArguments(type).length === 0)
      return { type: 'array', maxItems: 0 };
    if (checker.isArrayType(type))
      return {
        type: 'array',
        items: this.of(
          checker.getTypeArguments(type)[0],
          node && ts.isArrayTypeNode(node) ? node.elementType : undefined,
        ),
      };
    const isObject = type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection);
    if (!isObject || type.getCallSignatures().length > 0)
      throw new Error(`no JSON: ${checker.typeToString(type)}`);
    const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index)
      return {
        type: 'object',
        additionalProperties: index.type.flags & ts.TypeFlags.Never ? false : this.of(index.type),
      };
    return this.object(type);
  }

  object(type) {
    const properties = {};
    const required = [];
    for (const property of this.checker.getPropertiesOfType(type)) {
      const declared = property.valueDeclaration ?? property.declarations?.[0];
      const isOptional = Boolean(property.flags & ts.SymbolFlags.Optional);
      const valueType = this.checker.getTypeOfSymbol(property);
      properties[property.name] = {
        ...this.of(
          isOptional ? this.checker.getNonOptionalType(valueType) : valueType,
          declared && ts.isPropertySignature(declared) ? declared.type : undefined,
        ),
        ...this.description(property),
        ...this.example(property),
      };
      if (!isOptional) required.push(property.name);
    }
    return { type: 'object', ...(required.length > 0 ? { required } : {}), properties };
  }

  refer(symbol) {
    const { name } = symbol;
    if (!(name in this.components)) {
      this.components[name] = {}; // There before its parts are looked at: a type may hold itself.
      const declaration = symbol.declarations[0];
      const type = this.checker.getDeclaredTypeOfSymbol(symbol);
      const schema = ts.isInterfaceDeclaration(declaration)
        ? this.object(type)
        : this.unnamed(type, declaration.type);
      this.components[name] = { ...schema, ...this.description(symbol) };
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /** Also the body of an alias, whose own name would lead back to it. */
  unnamed(type, node) {
    if (node && ts.isUnionTypeNode(node))
      return alternatives(
        node.types.map((member) => this.of(this.checker.getTypeFromTypeNode(member), member)),
      );
    if (!type.isUnion() || type.flags & ts.TypeFlags.Boolean)
      return this.simple(type, node) ?? this.structure(type, node);
    const members = type.types.filter((member) => !(member.flags & ts.TypeFlags.Undefined));
    return alternatives(members.map((member) => this.of(member, members.length === 1 ? node : undefined)));
  }

  namedSymbol(type, node) {
    const written =
      node && ts.isTypeReferenceNode(node) ? this.checker.getSymbolAtLocation(node.typeName) : undefined;
    const resolved =
      written && written.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(written) : written;
    return [resolved, type.aliasSymbol, type.symbol].find((symbol) => symbol && this.hasName(symbol));
  }

  hasName(symbol) {
    const declaration = symbol.declarations?.[0];
    if (!declaration || !(ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)))
      return false;
    if (declaration.typeParameters?.length || !this.isNamed(declaration.getSourceFile())) return false;
    return Boolean(
      this.checker.getDeclaredTypeOfSymbol(symbol).flags &
      (ts.TypeFlags.Object | ts.TypeFlags.UnionOrIntersection),
    );
  }

  /** `@example` in the comment; JSON, or else a text. */
  example(symbol) {
    const tag = symbol.getJsDocTags(this.checker).find(({ name }) => name === 'example');
    return tag ? { examples: [valueOf(ts.displayPartsToString(tag.text).trim())] } : {};
  }

  description(symbol) {
    const text = ts
      .displayPartsToString(symbol.getDocumentationComment(this.checker))
      .replace(/\s+/g, ' ')
      .trim();
    return text ? { description: text } : {};
  }
}

function valueOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function numberOf(node) {
  const isFraction = node && ts.isTypeReferenceNode(node) && node.typeName.getText() === FRACTION;
  return isFraction ? { type: 'number', format: 'double' } : { type: 'integer', format: 'int64' };
}

function formatOf(node) {
  const format = node && ts.isTypeReferenceNode(node) ? FORMATS[node.typeName.getText()] : undefined;
  return format ? { format } : {};
}

function alternatives(all) {
  const schemas = all.filter(
    (schema, index) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(schema)) === index,
  );
  if (schemas.length === 1) return schemas[0];
  if (schemas.every(({ type, enum: values }) => type === 'string' && values))
    return { type: 'string', enum: schemas.flatMap((schema) => schema.enum) };
  const [first, second] = schemas;
  if (schemas.length === 2 && second.type === 'null' && typeof first.type === 'string' && !first.enum)
    return { ...first, type: [first.type, 'null'] };
  return { anyOf: schemas };
}

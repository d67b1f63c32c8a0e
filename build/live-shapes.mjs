/**
 * The shapes of the live interface, read from `contract/live`: of each command its body and its reply, of
 * each piece of news what is told, with the comment above it.
 */

/**
 * @param exported the contract's symbols by their names
 * @param schemas what refers to the contract's types
 */
export function liveShapes(checker, exported, schemas) {
  const events = (name) =>
    checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(exported.get(name))).map((property) => {
      const [signature] = checker.getTypeOfSymbol(property).getCallSignatures();
      const types = signature.parameters.map((parameter) => checker.getTypeOfSymbol(parameter));
      return [property.name, types, schemas.description(property)];
    });
  const commands = events('LiveCommands').map(([name, [body, ack], words]) => [
    name,
    { body: schemas.of(body), reply: schemas.of(ack.aliasTypeArguments[0]), ...words },
  ]);
  const news = events('LiveNews').map(([name, [told], words]) => [
    name,
    { payload: schemas.of(told), ...words },
  ]);
  return { commands: Object.fromEntries(commands), news: Object.fromEntries(news) };
}

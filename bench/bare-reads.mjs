/** What the service's reads are measured against: the least that could answer the same bytes. */
import Fastify from 'fastify';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';

const [kind, file] = process.argv.slice(2);
if (kind === 'fastify') {
  const body = readFileSync(file);
  const app = Fastify();
  app.get('/', (request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').send(body),
  );
  process.send({ url: await app.listen({ port: 0, host: '127.0.0.1' }) });
} else {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': statSync(file).size });
    createReadStream(file).pipe(response);
  });
  server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
}

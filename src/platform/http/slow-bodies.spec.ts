import Fastify, { type FastifyInstance } from 'fastify';
import multipart from '@fastify/multipart';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { endSlowBodies } from './slow-bodies.js';

const patience = { wholeWithin: 80, lookEvery: 80, bytesEachLook: 100 };

/** Everything that the server says until it hangs up. */
function answerTo(socket: Socket): Promise<string> {
  return new Promise((done) => {
    let text = '';
    socket.on('data', (part: Buffer) => (text += part.toString()));
    socket.on('error', () => undefined).on('close', () => done(text));
  });
}

describe('bodies that do not come', () => {
  let fastify: FastifyInstance;
  let port: number;

  beforeAll(async () => {
    fastify = Fastify();
    endSlowBodies(fastify, patience);
    await fastify.register(multipart);
    fastify.post('/json', async () => 'ok');
    fastify.post('/upload', async (request) => {
      let size = 0;
      for await (const part of (await request.file())!.file) size += (part as Buffer).length;
      return { size };
    });
    await fastify.listen({ port: 0, host: '127.0.0.1' });
    port = (fastify.server.address() as AddressInfo).port;
  });
  afterAll(() => fastify.close());

  it('a small body that stops half-way gets 408 and a closed connection', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":',
    );
    expect(await answerTo(socket)).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request\.timeout"/);
  });

  it('an upload that keeps coming may take longer than other bodies', async () => {
    const socket = connect(port, '127.0.0.1');
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n';
    const chunk = 'x'.repeat(150);
    const tail = '\r\n--b--\r\n';
    const answer = answerTo(socket);
    socket.write(
      'POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\n' +
        'Content-Type: multipart/form-data; boundary=b\r\n' +
        `Content-Length: ${head.length + chunk.length * 12 + tail.length}\r\n\r\n${head}`,
    );
    for (let sent = 0; sent < 12; sent += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      socket.write(chunk);
    }
    socket.write(tail);
    expect(await answer).toContain('{"size":1800}');
  });

  it('an upload that has stopped is ended', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n' +
        'Content-Length: 5000\r\n\r\n' +
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\nxx',
    );
    expect(await answerTo(socket)).not.toContain('"size"');
  });
});

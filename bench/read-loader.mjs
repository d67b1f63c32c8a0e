// Reads one address over keep-alive connections, the next on each when the last has come, and
// counts answers and bytes. It looks at no more of an answer than its length, so that it is not
// itself the limit. Prints one JSON line.
import { connect } from 'node:net';

const { URL: url, CONNECTIONS, SECONDS } = process.env;
const { hostname, port, pathname } = new URL(url);
const REQUEST = `GET ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n\r\n`;
let bytes = 0;
let answers = 0;

function open() {
  const socket = connect({
    host: hostname,
    port: Number(port),
    noDelay: true,
    onread: { buffer: Buffer.allocUnsafe(256 * 1024), callback: take },
  });
  let awaited = -1;
  let head = '';
  function take(length, buffer) {
    bytes += length;
    if (awaited < 0) {
      head += buffer.latin1Slice(0, length);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return true;
      const size = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (!head.startsWith('HTTP/1.1 200') || Number.isNaN(size)) fail(head.slice(0, 300));
      awaited = end + 4 + size - head.length;
      head = '';
    } else awaited -= length;
    if (awaited === 0) {
      awaited = -1;
      answers += 1;
      socket.write(REQUEST);
    }
    return true;
  }
  socket.on('error', (fault) => fail(fault.message));
  socket.on('connect', () => socket.write(REQUEST));
}

function fail(text) {
  console.error(text);
  process.exit(1);
}

for (let at = 0; at < Number(CONNECTIONS); at += 1) open();
// The first moments warm the server's code up and are not counted.
setTimeout(() => {
  const [begun, answersThen, bytesThen, cpu] = [performance.now(), answers, bytes, process.cpuUsage()];
  setTimeout(
    () => {
      const spent = (performance.now() - begun) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      console.log(
        JSON.stringify({
          answers: (answers - answersThen) / spent,
          bytes: (bytes - bytesThen) / spent,
          busy: (user + system) / 1e6 / spent,
        }),
      );
      process.exit(0);
    },
    Number(SECONDS) * 1000,
  );
}, 500);

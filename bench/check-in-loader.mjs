// Sends check-ins over keep-alive connections, the next on each when the last is answered, and counts the
// receipts. It writes to bare sockets and reads no more of an answer than its length, so that it is not
// itself the limit. Prints one JSON line.
import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const { url, token, sites, checkpoints, batch, connections, seconds, from } = JSON.parse(
  readFileSync(process.env.LOAD, 'utf8'),
);
const { hostname, port } = new URL(url);
const perRound = sites.reduce((sum, { people }) => sum + people.length, 0);
let next = from;
let accepted = 0;
let refused = '';
let stopped = false;

// UUID version 7, as the consoles make them.
const random = new Uint8Array(10 * 4096);
let used = random.length;
function uuid() {
  if (used === random.length) used = randomFillSync(random) && 0;
  const hex = Buffer.from(random.buffer, used, 10).toString('hex');
  used += 10;
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-a${hex.slice(5, 8)}-${hex.slice(8)}`;
}

/** Everybody once at each checkpoint, one whole site after another. */
function request() {
  const inRound = next % perRound;
  const site = sites[Math.floor(inRound / sites[0].people.length)];
  const checkpointId = checkpoints[Math.floor(next / perRound) % checkpoints.length];
  const recordedAt = new Date().toISOString();
  let entries = '';
  for (let at = 0; at < batch; at += 1) {
    const participantId = site.people[(next + at) % site.people.length];
    entries +=
      `${at ? ',' : ''}{"id":"${uuid()}","checkpointId":"${checkpointId}","kind":"present",` +
      `"participantId":"${participantId}","method":"roll_call","recordedAt":"${recordedAt}",` +
      `"deviceSeq":${next + at}}`;
  }
  next += batch;
  const body = `{"entries":[${entries}]}`;
  return (
    `POST /api/v1/sites/${site.id}/attendance HTTP/1.1\r\nhost: ${hostname}:${port}\r\n` +
    `authorization: Bearer ${token}\r\ncontent-type: application/json\r\n` +
    `content-length: ${body.length}\r\n\r\n${body}`
  );
}

function open() {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let held = '';
  socket.setEncoding('latin1');
  socket.on('connect', () => socket.write(request()));
  socket.on('error', (fault) => !stopped && fail(fault.message));
  socket.on('data', (text) => {
    held = held === '' ? text : held + text;
    const head = held.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(held)?.[1]);
    if (held.length < head + 4 + length) return;
    if (!held.startsWith('HTTP/1.1 200')) return fail(held);
    if (held.includes('"refused"') || held.includes('"duplicate"'))
      refused ||= held.slice(head + 4, head + 400);
    held = '';
    accepted += batch;
    if (stopped) socket.destroy();
    else socket.write(request());
  });
}

function fail(text) {
  console.error(text);
  process.exit(1);
}

for (let at = 0; at < connections; at += 1) open();
// The first moments warm the server's code up and are not counted.
setTimeout(() => {
  const [begun, before, cpu] = [performance.now(), accepted, process.cpuUsage()];
  setTimeout(() => {
    const spent = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    stopped = true;
    console.log(
      JSON.stringify({
        perSecond: (accepted - before) / spent,
        busy: (user + system) / 1e6 / spent,
        next,
        refused,
      }),
    );
    process.exit(0);
  }, seconds * 1000);
}, 1500);

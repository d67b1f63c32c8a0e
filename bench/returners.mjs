/**
 * Many consoles and boards in a process of their own, who lose the service and come back by themselves.
 * Prints `listening on …` once all are in. When they have lost it, it prints one JSON line as soon as all are
 * back, or at SIGTERM: the ms that each needed. SOCKETS: `[{ token, event, body, count }]`; `event` is what a
 * socket asks when it is in. CLIENT: options of socket.io's client. With LOGIN each asks for a new token by
 * the password before it comes back: what our pages never do.
 */
import { io } from 'socket.io-client';

const { SERVICE, SOCKETS, CLIENT, LOGIN, PASSWORD } = process.env;
const AT_ONCE = 50;
const wanted = JSON.parse(SOCKETS).flatMap(({ count, ...socket }) =>
  Array.from({ length: count }, () => socket),
);
/** By socket: when it was in again, in ms after the first had lost the service. */
const back = new Map();
let lostAt = null;
let isToldOf = false;

function tell() {
  if (isToldOf) return;
  isToldOf = true;
  process.stdout.write(
    `${JSON.stringify({ sockets: wanted.length, back: [...back.values()].sort((a, b) => a - b) })}\n`,
    () => process.exit(0),
  );
}

async function newToken() {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${SERVICE}/api/v1/auth/tokens`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ login: LOGIN, password: PASSWORD, name: 'again' }),
  });
  return (await answer.json()).token;
}

function open({ token, event, body }) {
  const auth = LOGIN
    ? (give) =>
        lostAt === null
          ? give({ token })
          : newToken().then(
              (fresh) => give({ token: fresh }),
              () => give({ token }),
            )
    : { token };
  const socket = io(`${SERVICE}/live`, {
    transports: ['websocket'],
    forceNew: true,
    ...JSON.parse(CLIENT),
    auth,
  });
  return new Promise((resolve, reject) => {
    socket.on('connect', () => {
      socket.emit(event, body, (reply) => {
        if (lostAt === null) return reply.problem ? reject(new Error(reply.problem.code)) : resolve();
        if (!reply.problem && !back.has(socket)) back.set(socket, performance.now() - lostAt);
        if (back.size === wanted.length) tell();
      });
    });
    socket.on('disconnect', () => (lostAt ??= performance.now()));
    socket.on('connect_error', (fault) => lostAt === null && reject(fault));
  });
}

// Those who lost the service and do not come back keep no process alive.
setInterval(() => undefined, 60_000);
process.once('SIGTERM', tell);
for (let at = 0; at < wanted.length; at += AT_ONCE)
  await Promise.all(wanted.slice(at, at + AT_ONCE).map(open));
process.stdout.write('listening on its sockets\n');

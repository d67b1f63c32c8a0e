/**
 * Many boards open at once, in a process of their own: readers who only watch. It ends with code 1 when the
 * service drops one of them or leaves a gap.
 */
import { io } from 'socket.io-client';

const { SERVICE, TOKENS, CONFERENCE, BOARDS } = process.env;
/** A sign-in may hold 20 connections. */
const PER_SIGN_IN = 20;

async function open(token) {
  const socket = io(`${SERVICE}/live`, {
    auth: { token },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  let { seq } = await socket.emitWithAck('board.watch', { conferenceId: CONFERENCE });
  socket.on('board.changed', (changes) => {
    if (changes.from !== seq) process.exit(1);
    seq = changes.seq;
  });
  socket.on('disconnect', () => process.exit(1));
}
const tokens = TOKENS.split(' ');
for (let at = 0; at < Number(BOARDS); at += PER_SIGN_IN)
  await Promise.all(
    Array.from({ length: Math.min(PER_SIGN_IN, Number(BOARDS) - at) }, () => open(tokens[at / PER_SIGN_IN])),
  );
process.stdout.write('listening on its boards\n');

import fc from 'fast-check';
import type { LiveCommands } from '../../../src/contract/live.js';
import type { ProblemBody } from '../../../src/contract/problem.js';
import { LiveClient } from '../live.js';
import type { Place } from '../two-conferences.js';
import { LIVE } from '../who-may-live.js';
import { CASES, faultOfProblem, runs, type Target, together } from './attack.js';
import { Judge } from './schemas.js';
import { mutated, odd } from './values.js';

/** The documented shapes of what commands answer, where the document has them. */
const ANSWERS: Partial<Record<keyof LiveCommands, string>> = {
  'attendance.submit': 'AttendanceReply',
  'site.help': 'HelpCall',
};
/** Fewer than a socket may send in one go. */
const EVENTS_A_SOCKET = 32;
const PATIENCE = 20_000;

/**
 * Sends bodies of one event, right and wrong, as one kind of sign-in.
 * @throws with seed and body, when an ack is not as promised or does not come
 */
export async function attackLive(
  target: Target,
  own: Place,
  event: keyof LiveCommands,
  token: string,
  cases = CASES,
): Promise<void> {
  const judge = new Judge(target.document);
  let sent = EVENTS_A_SOCKET;
  let live: LiveClient | null = null;
  const socket = async (): Promise<LiveClient> => {
    if (live !== null && live.socket.connected && sent + 4 <= EVENTS_A_SOCKET) return live;
    live?.close();
    sent = 0;
    return (live = await LiveClient.connect(target.url, { token }));
  };
  const ids = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...target.ids) }, fc.uuid());
  const good = ids.map((id) => structuredClone(LIVE[event].body(id, own)));
  const body = fc.oneof(
    { weight: 3, arbitrary: good },
    { weight: 6, arbitrary: good.chain(mutated) },
    odd,
    fc.uint8Array({ maxLength: 40 }),
    fc.constant(undefined),
  );
  const property = fc.asyncProperty(together(body), async (bodies) => {
    const client = await socket();
    sent += bodies.length;
    await Promise.all(
      bodies.map(async (one) => {
        const answer = (await client.socket.timeout(PATIENCE).emitWithAck(event, one)) as {
          problem?: ProblemBody;
        };
        const described = (): string =>
          `${event} ${JSON.stringify(one)?.slice(0, 600)} → ${JSON.stringify(answer).slice(0, 400)}`;
        const fault = answer.problem ? faultOfProblem(answer.problem, answer.problem.status) : null;
        if (fault !== null) throw new Error(`${fault}: ${described()}`);
        const name = ANSWERS[event];
        const faults =
          answer.problem || name === undefined
            ? null
            : judge.faults({ $ref: `#/components/schemas/${name}` }, answer);
        if (faults !== null) throw new Error(`not a ${name}: ${described()} ${JSON.stringify(faults)}`);
      }),
    );
  });
  try {
    await fc.assert(property, runs(cases));
  } finally {
    (live as LiveClient | null)?.close();
  }
}

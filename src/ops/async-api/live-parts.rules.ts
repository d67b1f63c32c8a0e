import type { LiveNotes, Schema } from '../open-api/built-notes.js';
import type { Examples, ExampleSchema } from '../open-api/examples.rules.js';
import { sentencesOf, whoMay } from '../open-api/operation-text.rules.js';

type Parts = Record<string, object>;
interface Message {
  name: string;
  title: string;
  summary?: string;
  contentType: string;
  payload: object;
  examples: { payload: unknown }[];
}

/** What every command may be answered instead of its reply. */
export const PROBLEM_REPLY = {
  name: 'problem',
  title: 'A problem',
  summary: 'What HTTP would answer instead: decide by its code.',
  contentType: 'application/json',
  payload: {
    type: 'object',
    required: ['problem'],
    properties: { problem: { $ref: '#/components/schemas/Problem' } },
  },
};

/**
 * Channels, operations and messages of AsyncAPI 3: a channel for each event, and one for the acks of each
 * command. They are told from the service's side, as in the specification: it receives commands, sends news.
 */
export function liveParts(
  { commands, news }: LiveNotes,
  examples: Examples,
): { channels: Parts; operations: Parts; messages: Parts } {
  const channels: Parts = {};
  const operations: Parts = {};
  const messages: Parts = {};
  const message = (name: string, title: string, payload: Schema): void => {
    messages[name] = messageOf(name, title, payload, examples);
  };
  for (const [event, { body, reply, description = '', allowed = [] }] of Object.entries(commands)) {
    const answer = `${event}.reply`;
    message(event, `${event}, its body`, body);
    message(answer, `${event}, its reply`, reply);
    channels[event] = channelOf(event, [event]);
    channels[answer] = { ...channelOf(null, [answer, 'problem']), title: `The ack of ${event}` };
    operations[event] = {
      action: 'receive',
      channel: referTo('channels', event),
      ...wordsOf(description, whoMay(allowed, 'read', true)),
      messages: [inChannel(event, event)],
      reply: {
        channel: referTo('channels', answer),
        messages: [inChannel(answer, answer), inChannel(answer, 'problem')],
      },
      'x-allow': allowed,
    };
  }
  for (const [event, { payload, description = '' }] of Object.entries(news)) {
    message(event, `${event}, what is told`, payload);
    channels[event] = channelOf(event, [event]);
    operations[event] = {
      action: 'send',
      channel: referTo('channels', event),
      ...wordsOf(description, ''),
      messages: [inChannel(event, event)],
    };
  }
  return { channels, operations, messages };
}

function messageOf(name: string, title: string, payload: Schema, examples: Examples): Message {
  return {
    name,
    title,
    contentType: 'application/json',
    payload,
    examples: [{ payload: examples.of(payload as ExampleSchema) }],
  };
}

const channelOf = (address: string | null, names: string[]): object => ({
  address,
  servers: [referTo('servers', 'service')],
  messages: Object.fromEntries(names.map((name) => [name, referTo('components/messages', name)])),
});

const referTo = (kind: string, name: string): { $ref: string } => ({ $ref: `#/${kind}/${name}` });
const inChannel = (channel: string, name: string): { $ref: string } =>
  referTo(`channels/${channel}/messages`, name);

function wordsOf(comment: string, who: string): { title: string; summary: string; description: string } {
  const { summary, rest } = sentencesOf(comment);
  const description = [rest, who].filter((text) => text !== '').join('\n\n');
  return { title: summary, summary, description: description || summary };
}

import { randomUUID } from 'node:crypto';
import type { Participant } from '../../src/contract/participant.js';
import type { DataRequest } from '../../src/contract/personal-data.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { WEBHOOK_LIMIT, type Webhook } from '../../src/contract/webhook.js';
import type { Client } from './client.js';
import { made } from './hall.js';
import { PAYLOADS } from './payloads.js';

type Send = <T>(
  client: Client,
  route: string,
  id: string,
  nth: number,
  base?: Record<string, unknown>,
) => Promise<T>;

/** The notice about people's data, their requests, why somebody is erased, and names of webhooks. */
export async function attackedData(
  organizer: Client,
  conferenceId: string,
  siteId: string,
  send: Send,
): Promise<void> {
  const requests: DataRequest[] = [];
  for (let nth = 0; nth < PAYLOADS.length; nth += 1) {
    const policy = { basis: 'task', holidays: [] };
    await send(organizer, 'PUT /api/v1/conferences/{id}/data-policy', conferenceId, nth, policy);
    const request = { id: randomUUID(), kind: 'see' };
    requests.push(
      await send(organizer, 'POST /api/v1/conferences/{id}/data-requests', conferenceId, nth, request),
    );
  }
  const [extended, closed] = requests;
  await send(organizer, 'POST /api/v1/data-requests/{id}/extend', extended!.id, 25);
  await send(organizer, 'POST /api/v1/data-requests/{id}/close', closed!.id, 26, { outcome: 'refused' });
  const erased = made(
    await organizer.post<Participant>(pathTo(ROUTES.participants, conferenceId), {
      siteId,
      fullName: 'Cù Thị Xóa',
    }),
  );
  await send(organizer, 'POST /api/v1/participants/{id}/erase', erased.id, 27, { keep: [] });
  const webhooks: Webhook[] = [];
  for (let nth = 0; nth < WEBHOOK_LIMIT; nth += 1)
    webhooks.push(
      await send(organizer, 'POST /api/v1/webhooks', '', nth, {
        conferenceId,
        url: 'https://nhan.invalid/',
        events: ['site.lost'],
      }),
    );
  await send(organizer, 'PATCH /api/v1/webhooks/{id}', webhooks[0]!.id, 28, {
    url: 'https://nhan.invalid/',
    events: ['site.lost'],
  });
}

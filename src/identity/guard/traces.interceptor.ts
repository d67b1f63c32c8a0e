import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { Principal } from '../../contract/auth.js';
import { API_BASE } from '../../contract/version.js';
import { type Act, Acts } from '../../platform/audit/acts.js';
import { type AuditActor, NOBODY_ACTOR } from '../../platform/audit/audit-note.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { ActingRequest } from './actor.decorator.js';
import { ConferenceOfService } from './conference-of.service.js';

export const TRACES = 'access:traces';

/** Runs a route as an act: its transactions note what they write. */
@Injectable()
export class TracedAct implements NestInterceptor {
  constructor(
    private readonly acts: Acts,
    private readonly conferenceOf: ConferenceOfService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const acting = async (): Promise<unknown> => {
      const act = await actOf(context, this.conferenceOf);
      return this.acts.run(act, () => lastValueFrom(next.handle(), { defaultValue: undefined }));
    };
    return from(acting());
  }
}

/** Notes a reading before it begins: what cannot be noted is not given out. */
@Injectable()
export class TracedReading implements NestInterceptor {
  constructor(
    private readonly conferenceOf: ConferenceOfService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const what = context.switchToHttp().getRequest<ActingRequest>().routeOptions.url!.split('/').at(-1)!;
    const { name, actor, object, conferenceId } = await actOf(context, this.conferenceOf);
    await this.unitOfWork.run((tx) => {
      tx.note({ act: name, actor, object, conferenceId, detail: { what } });
      return Promise.resolve();
    });
    return next.handle();
  }
}

async function actOf(context: ExecutionContext, conferenceOf: ConferenceOfService): Promise<Act> {
  const request = context.switchToHttp().getRequest<ActingRequest>();
  const part = request.routeOptions.url!.slice(API_BASE.length).split('/')[1]!;
  const { id: named } = request.params as { id?: string };
  const thing = conferenceOf.thing(part);
  const table = thing?.table ?? null;
  const lies = named === undefined ? null : await thing?.find(named);
  // A conference may be named by its slug.
  const id = part === 'conferences' ? (lies?.conferenceId ?? named) : named;
  return {
    name: Reflect.getMetadata(TRACES, context.getHandler()) as string,
    actor: actorOf(request.principal, request.signInId),
    object: table === null || id === undefined ? null : { kind: kindOf(table), id },
    table,
    conferenceId: lies?.conferenceId ?? null,
    isNoted: false,
  };
}

/** What the trail calls the rows of a table. */
export const kindOf = (table: string): string =>
  table === 'session_item' ? 'session' : table.replaceAll('_', '-');

export function actorOf(principal: Principal | undefined, signInId: string | undefined): AuditActor {
  const by = (kind: AuditActor['kind'], id: string): AuditActor => ({ kind, id, signInId: signInId ?? null });
  switch (principal?.kind) {
    case undefined:
      return NOBODY_ACTOR;
    case 'organizer':
      return by('account', principal.accountId);
    case 'coordinator':
      return by('device', principal.deviceId);
    case 'viewer':
      return by('viewer', principal.viewerId);
    case 'trainee':
      return by('trainee', principal.participantId);
  }
}

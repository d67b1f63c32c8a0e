import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { isUUID } from 'class-validator';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { Needs } from '../identity/guard/needs.decorator.js';
import type { AttendanceReply } from '../contract/attendance.js';
import type { Id } from '../contract/wire.js';
import { LiveGateway } from '../live/live-gateway.decorator.js';
import { type LiveSocket, principalOf } from '../live/live.rooms.js';
import { Problem } from '../platform/http/problem.js';
import { AttendanceService } from './recording/attendance.service.js';

@LiveGateway()
export class AttendanceGateway {
  constructor(private readonly attendance: AttendanceService) {}

  /** The HTTP route's act by the HTTP route's code, which judges the form of the body too. */
  @SubscribeMessage('attendance.submit')
  @Needs('attendance:write')
  @Allow('coordinator', 'steward')
  @Parts('manager')
  submit(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Promise<AttendanceReply> {
    const { siteId, ...rest } = Object(body) as { siteId?: unknown };
    if (!isUUID(siteId))
      throw new Problem('request.invalid', 'siteId must be a UUID', {
        errors: [{ path: 'siteId', code: 'field.is-uuid', message: 'siteId must be a UUID' }],
      });
    return this.attendance.record(principalOf(socket), (siteId as Id).toLowerCase(), rest);
  }
}

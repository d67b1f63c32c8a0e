import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { LiveSockets } from './live-sockets.js';
import type { LiveSocket } from './live.rooms.js';

/**
 * A socket may outlive its sign-in by a moment, its events may not. What the kind of sign-in may
 * do, AccessGuard has asked before.
 */
@Injectable()
export class LiveGuard implements CanActivate {
  constructor(private readonly sockets: LiveSockets) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.sockets.recognise(context.switchToWs().getClient<LiveSocket>());
    return true;
  }
}

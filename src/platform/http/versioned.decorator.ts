import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { etagOf, type Versioned as VersionedThing } from './if-match.js';

@Injectable()
class VersionHeader implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<VersionedThing>): Observable<VersionedThing> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(tap((thing) => void reply.header('etag', etagOf(thing))));
  }
}

/** Answers a thing with its version: `ETag` is its `updatedAt` in quotes. */
export const Versioned = (): MethodDecorator => UseInterceptors(VersionHeader);

/** Marks a PATCH with `If-Match`: the handler takes `@IfMatch()`, its service calls `refuseOutdated`. */
export const GuardedByVersion = (): MethodDecorator =>
  applyDecorators(
    Versioned(),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The `ETag` of what was read, or its `updatedAt` in quotes: 412 if it was changed since',
      schema: { type: 'string' },
    }),
    ApiResponse({ status: 412, description: '`edit.outdated`: somebody has changed it since it was read' }),
  );

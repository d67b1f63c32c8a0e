import { applyDecorators, UseFilters, UseGuards, UseInterceptors, UsePipes } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { LIVE_NAMESPACE } from '../contract/live.js';
import { validationPipe } from '../platform/http/validation.js';
import { LiveGuard } from './live.guard.js';
import { LiveMeter } from './live-meter.interceptor.js';
import { LiveProblemFilter } from './live-problem.filter.js';

/**
 * Marks a feature's live commands: each `@SubscribeMessage` is one command of the contract, answered through
 * its ack. Its module imports `LiveModule`.
 */
export const LiveGateway = (): ClassDecorator =>
  applyDecorators(
    WebSocketGateway({ namespace: LIVE_NAMESPACE }),
    UseGuards(LiveGuard),
    UseFilters(LiveProblemFilter),
    UseInterceptors(LiveMeter),
    UsePipes(validationPipe),
  );

import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';

/**
 * Where the service is reached from outside, without a trailing slash: PUBLIC_URL,
 * else as this request addressed it.
 */
export function baseUrl(config: Config, request: FastifyRequest): string {
  return config.publicUrl ?? `${request.protocol}://${request.host}`;
}

import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiResponse } from '@nestjs/swagger';

/**
 * Marks a route that takes the plain form of a page as well as JSON.
 * @param formField whose text comes back with a refusal; '' if the form has none
 * @param status of the answer to JSON: with a response of our own, Nest documents no other
 */
export const TakesForm = (formField: string, status: 200 | 201): MethodDecorator =>
  applyDecorators(
    RouteConfig({ formField }),
    ApiResponse({ status, description: 'To JSON' }),
    ApiResponse({ status: 303, description: 'To a plain form of a page: back to that page' }),
  );

/** Marks a route to which programs send a form, as a standard asks; they get the answer itself. */
export const TakesProgramForm = (): MethodDecorator =>
  applyDecorators(
    RouteConfig({ takesProgramForm: true }),
    ApiConsumes('application/x-www-form-urlencoded', 'application/json'),
  );

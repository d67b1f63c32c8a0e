import type { ScreenJoin } from '../contract/screen.js';
import { AnId } from '../platform/http/field.decorator.js';

export class ScreenJoinDto implements ScreenJoin {
  @AnId()
  siteId: string;
}

import { IsString, Length } from 'class-validator';
import { Line } from '../platform/http/field.decorator.js';

export class ViewerCreateDto {
  /** Where it hangs: shown to organizers. */
  @Line(200)
  name: string;
}

export class ViewDto {
  /** The part of the viewer's link after `view=`. */
  @IsString()
  @Length(1, 200)
  token: string;
}

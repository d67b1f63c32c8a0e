import { Module } from '@nestjs/common';
import { ConferencesController } from './conferences.controller.js';
import { ConferencesService } from './conferences.service.js';
import { ViewersController } from './viewers.controller.js';
import { ViewersService } from './viewers.service.js';

@Module({
  controllers: [ConferencesController, ViewersController],
  providers: [ConferencesService, ViewersService],
  exports: [ConferencesService],
})
export class ConferencesModule {}

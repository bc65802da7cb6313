import { Module } from '@nestjs/common';
import { FamilyModule } from '../family/index.js';
import { JournalModule } from '../journal/index.js';
import { DiaryQuery } from './app/diary.query.js';
import './diary.errors.js';
import { DiaryFacade } from './diary.facade.js';
import './diary.permissions.js';
import { DiaryController } from './http/diary.controller.js';
import { DiaryRepository } from './persistence/diary.repository.js';

@Module({
  imports: [FamilyModule, JournalModule],
  controllers: [DiaryController],
  providers: [DiaryFacade, DiaryQuery, DiaryRepository],
  exports: [DiaryFacade],
})
export class DiaryModule {}

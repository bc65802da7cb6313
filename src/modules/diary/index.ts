export type { Diary, DiaryLesson, DiaryMark, DiaryStatus } from './diary.contracts.js';
export { DiaryFacade } from './diary.facade.js';
export { DiaryModule } from './diary.module.js';

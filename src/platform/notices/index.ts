export { NOTICE_CATEGORIES, type NoticeCategory } from '../../shared/notice-category.js';
export {
  IMPORTANCES, type Importance, type Locale, type NoticeAudience, type NoticeQuestion,
  type NoticeSubject, type NoticeText, type NoticeType,
} from './notice.js';
export { Notices } from './notices.js';
export { NoticesModule } from './notices.module.js';

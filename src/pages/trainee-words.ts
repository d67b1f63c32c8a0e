import type { Language } from '../contract/conference.js';
import type { SessionStatus } from '../contract/schedule.js';

interface Words {
  product: string;
  otherLanguage: string;
  simulated: string;
  now: string;
  next: string;
  nothingNow: string;
  over: string;
  until: string;
  code: string;
  signIn: string;
  codeHint: string;
  needsScript: string;
  onThisPage: string;
  programme: string;
  noSessions: string;
  status: Record<SessionStatus, string>;
  materials: string;
  noMaterials: string;
  materialsOf: (count: number) => string;
  version: string;
  calendar: string;
  conferences: string;
  allConferences: string;
  noConferences: string;
  live: string;
  closed: string;
}

/** What the page says before, or without, its script; the same words as in web/src/trainee/messages. */
export const WORDS: Record<Language, Words> = {
  vi: {
    product: 'Điểm cầu',
    otherLanguage: 'English',
    simulated: 'Dữ liệu mô phỏng: hội nghị này do chương trình tự diễn, không có người thật.',
    now: 'Đang diễn ra',
    next: 'Tiếp theo',
    nothingNow: 'Hiện chưa có phiên nào diễn ra',
    over: 'Hội nghị đã kết thúc',
    until: 'đến',
    code: 'Mã cá nhân',
    signIn: 'Vào',
    codeHint: 'In trên danh sách hoặc giấy mời. Vào để nhận tài liệu dành cho đại biểu.',
    needsScript: 'Nhập mã cần bật JavaScript. Chương trình và tài liệu công khai vẫn xem được ở dưới.',
    onThisPage: 'Trong trang này',
    programme: 'Chương trình',
    noSessions: 'Ban tổ chức chưa công bố chương trình.',
    status: { planned: 'Sắp tới', running: 'Đang diễn ra', ended: 'Đã kết thúc', cancelled: 'Đã huỷ' },
    materials: 'Tài liệu',
    noMaterials: 'Chưa có tài liệu nào được phát hành.',
    materialsOf: (count) => `${count} tài liệu`,
    version: 'bản',
    calendar: 'Thêm vào lịch (.ics)',
    conferences: 'Hội nghị',
    allConferences: 'Các hội nghị',
    noConferences: 'Chưa có hội nghị nào được mở. Khi ban tổ chức mở hội nghị, chương trình sẽ hiện ở đây.',
    live: 'Đang diễn ra',
    closed: 'Đã kết thúc',
  },
  en: {
    product: 'Điểm cầu',
    otherLanguage: 'Tiếng Việt',
    simulated: 'Simulated: a program plays this conference, nobody in it is real.',
    now: 'Now',
    next: 'Next',
    nothingNow: 'No session is running now',
    over: 'The conference is over',
    until: 'until',
    code: 'Personal code',
    signIn: 'Sign in',
    codeHint: 'Printed on the roster or the invitation. Sign in for the materials meant for participants.',
    needsScript: 'The code needs JavaScript. The programme and the public materials are below all the same.',
    onThisPage: 'On this page',
    programme: 'Programme',
    noSessions: 'The organizers have not published a programme yet.',
    status: { planned: 'To come', running: 'Running now', ended: 'Ended', cancelled: 'Cancelled' },
    materials: 'Materials',
    noMaterials: 'No materials have been released yet.',
    materialsOf: (count) => (count === 1 ? '1 material' : `${count} materials`),
    version: 'version',
    calendar: 'Add to calendar (.ics)',
    conferences: 'Conferences',
    allConferences: 'All conferences',
    noConferences: 'No conference is open yet. Once the organizers open one, its programme appears here.',
    live: 'Running now',
    closed: 'Over',
  },
};

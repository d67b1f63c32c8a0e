import type { Language } from '../contract/conference.js';
import type { SessionStatus } from '../contract/schedule.js';
import { countOf } from '../contract/count-of.js';

interface Words {
  product: string;
  serviceVersion: (version: string) => string;
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
  codeMissing: string;
  codeMistyped: string;
  codeInvalid: string;
  codeAmbiguous: string;
  codeWait: (seconds: number) => string;
  codeFailed: string;
  countedAt: string;
  elsewhere: string;
  signOut: string;
  forParticipants: string;
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
    serviceVersion: (version) => `Điểm cầu, phiên bản ${version}`,
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
    codeMissing: 'Nhập mã cá nhân trước.',
    codeMistyped: 'Mã này có vẻ gõ nhầm một ký tự. Xem lại trên giấy mời.',
    codeInvalid: 'Mã không đúng hoặc đã hết hạn. Xem lại mã trên giấy mời, hoặc hỏi cán bộ điểm cầu.',
    codeAmbiguous: 'Mã này có ở nhiều hội nghị. Mở đúng liên kết của hội nghị rồi nhập lại.',
    codeWait: (seconds) => `Nhiều người ở cùng mạng đang vào. Hãy đợi ${seconds} giây rồi bấm Vào lần nữa.`,
    codeFailed: 'Máy chủ gặp lỗi. Chưa có gì bị làm dở; thử lại sau ít phút.',
    countedAt: 'Được tính tại',
    elsewhere: 'Bạn đang đăng nhập ở một hội nghị khác.',
    signOut: 'Đăng xuất',
    forParticipants: 'dành cho đại biểu',
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
    serviceVersion: (version) => `Điểm cầu, version ${version}`,
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
    codeMissing: 'Enter your personal code first.',
    codeMistyped: 'One character of this code looks wrong. Check it on your invitation.',
    codeInvalid:
      'The code is wrong or has expired. Check it on your invitation, or ask your site coordinator.',
    codeAmbiguous: 'This code exists in several conferences. Open the link of yours and enter it again.',
    codeWait: (seconds) =>
      `Many people on this network are signing in. Wait ${countOf(seconds, 'second')}, then sign in again.`,
    codeFailed: 'The server failed. Nothing was half done; try again in a few minutes.',
    countedAt: 'Counted at',
    elsewhere: 'You are signed in to another conference.',
    signOut: 'Sign out',
    forParticipants: 'for participants',
    onThisPage: 'On this page',
    programme: 'Programme',
    noSessions: 'The organizers have not published a programme yet.',
    status: { planned: 'To come', running: 'Running now', ended: 'Ended', cancelled: 'Cancelled' },
    materials: 'Materials',
    noMaterials: 'No materials have been released yet.',
    materialsOf: (count) => countOf(count, 'material'),
    version: 'version',
    calendar: 'Add to calendar (.ics)',
    conferences: 'Conferences',
    allConferences: 'All conferences',
    noConferences: 'No conference is open yet. Once the organizers open one, its programme appears here.',
    live: 'Running now',
    closed: 'Over',
  },
};

/** Calls to the organizers. */
const help = {
  button: 'Cần hỗ trợ',
  brief: { waiting: 'chờ gửi', refused: 'chưa được nhận', open: 'đã gửi', answered: 'có trả lời' },
  heading: 'Gọi ban tổ chức hỗ trợ',
  message: 'Đang cần hỗ trợ gì?',
  hint: 'Ví dụ: không nghe được tiếng. Không có mạng thì lời gọi chờ trên máy này và tự gửi khi có mạng.',
  left: (count: number) => `Còn ${count} ký tự.`,
  needed: 'Hãy ghi một câu đang cần hỗ trợ gì.',
  full: 'Chưa lưu được lời gọi: bộ nhớ máy đầy. Hãy xóa bớt tệp trên máy, hoặc gọi điện cho ban tổ chức.',
  send: 'Gửi ban tổ chức',
  oneAtATime: 'Lời gọi này đi trước, sau đó mới gọi tiếp được. Nếu gấp, hãy gọi điện cho ban tổ chức.',
  called: 'Đã gọi hỗ trợ:',
  waiting: (since: string) => `Đang chờ trên máy này từ ${since}, chưa gửi được. Có mạng là tự gửi.`,
  refused: (code: string) =>
    code === 'help.too-many'
      ? 'Máy chủ không nhận: điểm cầu đã có nhiều lời gọi chưa được trả lời. Hãy rút lại lời gọi này và gọi điện cho ban tổ chức.'
      : `Máy chủ không nhận lời gọi này (${code}). Hãy rút lại lời gọi này rồi gọi điện cho ban tổ chức.`,
  sent: (at: string) => `Ban tổ chức đã nhận được lúc ${at}, chưa trả lời.`,
  answered: (at: string, answer: string) => `Ban tổ chức trả lời lúc ${at}: “${answer}”`,
  closed: (at: string) => `Ban tổ chức đã xử lý xong lúc ${at}, không ghi lời nhắn.`,
  withdrawn: (at: string) => `Điểm cầu đã rút lại lúc ${at}.`,
  takeBack: 'Rút lại',
  takeBackFailed: 'Chưa rút lại được: máy chủ chưa trả lời. Hãy bấm lại khi có mạng.',
  earlier: 'Các lời gọi của điểm cầu',
};
export type HelpMessages = typeof help;
export default help;

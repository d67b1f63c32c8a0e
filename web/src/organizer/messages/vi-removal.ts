/** Taking off walk-ins that were made by mistake. */
const removal = {
  all: 'Chọn tất cả đang hiện',
  choose: (name: string) => `Chọn ${name}`,
  hint: 'Chọn khách ghi nhầm để đưa ra khỏi danh sách.',
  remove: (n: string) => `Đưa ${n} khách ra khỏi danh sách`,
  ask: (n: string) =>
    `Đưa ${n} khách đã chọn ra khỏi danh sách? Họ không còn được tính; lượt điểm danh vẫn còn trong sổ.`,
  done: (n: string) => `Đã đưa ${n} khách ra khỏi danh sách.`,
};
export type RemovalMessages = typeof removal;
export default removal;

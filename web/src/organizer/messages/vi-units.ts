const units = {
  kind: 'Loại',
  kinds: { point: 'Điểm cầu', group: 'Cụm, khu vực' },
  groupName: 'Tên cụm, khu vực',
  groupHint:
    'Cụm, khu vực chỉ để xếp các điểm cầu: không có máy điểm danh, không có danh sách, không tính là điểm cầu.',
  groups: (n: string) => `${n} cụm, khu vực`,
  removeGroupAsk: (name: string) => `Xóa cụm “${name}”?`,
  directory: {
    open: 'Thêm từ danh mục',
    title: 'Thêm điểm cầu từ danh mục đơn vị hành chính',
    lead: 'Danh mục xã, phường, đặc khu của 34 tỉnh, thành phố từ ngày 01/7/2025. Chọn một tỉnh, thành phố: mọi đơn vị của nơi đó thành điểm cầu.',
    province: 'Tỉnh, thành phố',
    choose: 'Chọn tỉnh, thành phố',
    would: (n: string) => `Sẽ thêm ${n} điểm cầu.`,
    kept: (n: string) => `${n} điểm cầu đã có mã này được giữ nguyên.`,
    which: 'Xem danh sách',
    go: (n: string) => `Thêm ${n} điểm cầu`,
    goNone: 'Thêm điểm cầu',
    added: (n: string) => `Đã thêm ${n} điểm cầu.`,
  },
  oldCodes: {
    found: 'Tệp dùng mã xã, phường đã hết hiệu lực từ ngày 01/7/2025.',
    map: 'Đổi mã cũ sang mã của đơn vị hiện nay',
    hint: 'Nhiều đơn vị cũ nhập thành một thì thành một điểm cầu: số dự kiến cộng lại, địa chỉ và đầu mối lấy của dòng đầu có ghi. Đơn vị bị chia ra nhiều nơi chỉ tính vào một nơi: hãy xem lại.',
    merged: (n: string) => `${n} điểm cầu gộp từ nhiều dòng`,
    row: (n: string) => `dòng ${n}`,
  },
  names: {
    lead: 'Báo cáo theo đơn vị gộp các cách viết chỉ khác chữ hoa, vị trí dấu (Hòa, Hoà), dấu chấm hay khoảng trắng. Cách viết khác nhiều hơn thì gộp ở đây; lần nhập tệp sau cũng theo. Tên đã ghi của từng người giữ nguyên, và lúc nào cũng tách lại được.',
    none: 'Chưa có đại biểu nào ghi đơn vị.',
    alike: (n: string) => `Có thể là một đơn vị (${n})`,
    alikeLead:
      'Chọn tên đúng: các tên còn lại được gộp vào tên ấy. Nếu là các đơn vị khác nhau thì để nguyên.',
    take: 'Lấy tên này',
    all: (n: string) => `Tất cả đơn vị (${n})`,
    search: 'Tìm đơn vị',
    alsoSpelt: (names: string) => `còn viết: ${names}`,
    merged: (name: string, people: string) => `đã gộp “${name}” (${people} người)`,
    unmerge: 'Tách ra',
    merge: 'Gộp vào đơn vị khác',
    mergeTitle: (name: string) => `Gộp “${name}” vào đơn vị khác`,
    mergeLead: 'Người của đơn vị này được tính vào đơn vị chọn dưới đây.',
    into: 'Gộp vào',
  },
};
export type UnitMessages = typeof units;
export default units;

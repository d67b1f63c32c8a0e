const paper = {
  title: 'Văn bản báo cáo',
  lead: 'Dùng cho báo cáo và phụ lục theo thể thức Nghị định 30/2020/NĐ-CP. Ô để trống thành chỗ chấm để điền tay.',
  superiorBody: 'Cơ quan cấp trên',
  issuingBody: 'Cơ quan ban hành',
  sign: 'Ký hiệu (sau số)',
  signHint: 'Ví dụ: BC-SKHCN',
  number: 'Số',
  date: 'Ngày ký',
  place: 'Địa danh',
  signForm: 'Hình thức ký',
  signForms: {
    none: 'Người đứng đầu ký',
    TM: 'TM. (thay mặt tập thể)',
    KT: 'KT. (ký thay)',
    TL: 'TL. (thừa lệnh)',
    TUQ: 'TUQ. (thừa ủy quyền)',
    Q: 'Q. (quyền)',
  },
  signedFor: 'Ký thay, thừa lệnh của',
  signedForHint: 'Ví dụ: Giám đốc; với TM.: Ủy ban nhân dân',
  signerTitle: 'Chức vụ người ký',
  signerName: 'Họ và tên người ký',
  recipients: 'Nơi nhận, mỗi nơi một dòng',
  recipientsHint: 'Để trống: Lưu: VT.',
};
export type PaperMessages = typeof paper;
export default paper;

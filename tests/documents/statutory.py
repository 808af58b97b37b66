"""The words of Mẫu số 02 and 03 as the decision has them: 26/2026/QĐ-TTg, Phụ lục III.

Copied from a public transcript of the decision (docs/bnn_txng.html of github.com/hakienpdu95/minhan),
dots left out, a check box as □; not from the layouts. The signed copy was not compared.
"""

MAU_02 = """\
Mẫu số 02: Báo cáo tự đánh giá về sản phẩm
BÁO CÁO TỰ ĐÁNH GIÁ VỀ SẢN PHẨM
(Dành cho chủ thể có sản phẩm đăng ký)
Phần I
THÔNG TIN CHUNG
1. Tên chủ thể:
2. Loại hình tổ chức:
3. Địa chỉ:
4. Điện thoại: Email:
5. Tên người đại diện pháp luật:
- Họ tên:
- Giới tính: (Nam/nữ); Dân tộc:
- Địa chỉ thường trú:
6. Ngày thành lập/đăng ký kinh doanh: Số giấy đăng ký (nếu có):
7. Tên sản phẩm/dịch vụ, mô tả về quy cách sản phẩm, tiêu chuẩn:
Đánh dấu (√) vào mục tương ứng:
a) Giấy đăng ký kinh doanh: □
b) Đã công bố chất lượng sản phẩm theo quy định: □
c) Đã có các điều kiện sản xuất theo quy định:
- Giấy chứng nhận cơ sở đủ điều kiện vệ sinh an toàn thực phẩm theo quy định của pháp luật cho sản xuất sản phẩm: □
- Giấy chứng nhận cơ sở đủ điều kiện sản xuất bắt buộc theo quy định cho sản phẩm (đối với các sản phẩm bắt buộc theo quy định) □
d) Đã có đăng ký sở hữu trí tuệ: □
+ Giấy chứng nhận đăng ký nhãn hiệu: □
+ Văn bản ghi nhận quyền sử dụng chỉ dẫn địa lý, nhãn hiệu tập thể, nhãn hiệu chứng nhận: □
+ Bằng sáng chế □
+ Bằng độc quyền kiểu dáng công nghiệp: □
+ Giấy chứng nhận bản quyền tác giả □
+ Khác (ghi rõ):□
8. Lịch sử hình thành của chủ thể (nêu các giai đoạn hình thành và phát triển):
9. Cơ cấu tổ chức của chủ thể:
Phần II
KẾT QUẢ THỰC HIỆN PHƯƠNG ÁN SẢN XUẤT KINH DOANH
Nội dung yêu cầu: Đánh giá kết quả triển khai phương án sản xuất, kinh doanh của chủ thể theo Phương án sản xuất, kinh doanh khi tham gia OCOP.
Lưu ý: trình bày rõ một số nội dung sau:
- Tổ chức vùng nguyên liệu, công nghệ sản xuất, sơ chế, chế biến, đóng gói sản phẩm của chủ thể.
- Sự thay đổi về chất lượng sản phẩm: chất lượng, tiêu chuẩn chất lượng, bao bì, nhãn mác, hình thức đóng gói,...
- Thị trường phân phối sản phẩm.
- Kết quả sản xuất, kinh doanh: doanh thu, lợi nhuận.
Phần III
ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN THEO BỘ TIÊU CHÍ SẢN PHẨM OCOP
- Căn cứ vào Bộ tiêu chí đánh giá, phân hạng sản phẩm OCOP tương ứng với sản phẩm đăng ký, chủ thể tự đánh giá về kết quả (điểm số) có thể đạt theo thứ tự từng tiêu chí.
- Mô tả, chứng minh về kết quả tương ứng (mô tả, tài liệu minh chứng cho nội dung mô tả, được sắp xếp theo thứ tự các chỉ tiêu trong Bộ tiêu chí).
- Tài liệu minh chứng kèm theo vào phụ lục của Báo cáo, tham khảo hướng dẫn theo bảng dưới đây:
TT | Nội dung | Yêu cầu
- | Giấy đăng ký kinh doanh | Bản sao chứng minh hoạt động kinh doanh hợp pháp (đối với các đơn vị/cá nhân có đăng ký kinh doanh)
- | Giấy chứng nhận cơ sở đủ điều kiện sản xuất | Bản sao (đối với sản phẩm cần phải có giấy chứng nhận theo quy định hiện hành)
- | Nguồn gốc nguyên liệu, vùng nguyên liệu, liên kết chuỗi | Bản sao tài liệu: Giấy xác nhận an toàn thực phẩm đối với vùng nguyên liệu, hợp đồng mua bán/hợp đồng nguyên tắc, thỏa thuận liên kết, thanh lý hợp đồng, hóa đơn chứng từ hợp lệ... chứng minh nguồn gốc nguyên liệu, liên kết chuỗi.
- | Bảo vệ môi trường, sử dụng công nghệ theo hướng bền vững | Bản sao hồ sơ, thủ tục về môi trường theo quy định; hình ảnh minh chứng về thực hiện giải pháp bảo vệ môi trường; hình ảnh, mô tả công nghệ sử dụng theo hướng bền vững.
- | Sử dụng lao động địa phương | Danh sách lao động đóng bảo hiểm có xác nhận của chủ thể, bao gồm cả nơi thường trú.
- | Tăng trưởng sản xuất kinh doanh | - Bản sao Tài liệu minh chứng kết quả phân loại hợp tác xã hoặc báo cáo tài chính 2 năm gần nhất. - Bản sao Báo cáo tài chính của chủ thể 2 năm gần nhất.
- | Sở hữu trí tuệ | Minh chứng thể hiện Đơn đăng ký nhãn hiệu đã được cơ quan có thẩm quyền chấp nhận hoặc công bố. Bản sao Giấy chứng nhận đăng ký nhãn hiệu; văn bằng ghi nhận quyền sử dụng chỉ dẫn địa lý, nhãn hiệu tập thể, nhãn hiệu chứng nhận; Bằng sáng chế, Bằng độc quyền kiểu dáng công nghiệp,...
- | Phát triển thị trường, hoạt động quảng bá, xúc tiến thương mại | Bản sao tài liệu: Hợp đồng, cam kết, ký gửi, đặt hàng, biên nhận, hóa đơn, chứng từ để minh chứng xác nhận về phân phối sản phẩm, xuất khẩu sản phẩm, hoạt động xúc tiến thương mại...
- | Quảng bá sản phẩm | Tài liệu minh chứng về website, hoạt động quảng bá.
- | Câu chuyện về sản phẩm | Bản sao tờ rơi, hình ảnh, phim, ghi âm... minh chứng về câu chuyện của sản phẩm
- | Công bố chất lượng sản phẩm | Bản sao tài liệu, chứng minh chất lượng sản phẩm được công bố
- | Phiếu kết quả kiểm nghiệm chỉ tiêu chất lượng, an toàn thực phẩm theo tiêu chuẩn công bố | Bản sao tài liệu chứng minh đạt tiêu chuẩn chất lượng, an toàn thực phẩm.
- | Mã số mã vạch, tem truy xuất nguồn gốc, | Bản sao tài liệu, chứng minh mã, tem, sở hữu thương hiệu...
- | Hệ thống quản lý chất lượng tiên tiến, kiểm soát chất lượng | Bản sao tài liệu: chứng nhận Hệ thống quản lý chất lượng tiên tiến, chứng minh hệ thống quản lý đạt tiêu chuẩn
- | Giải thưởng của sản phẩm, bình chọn của các tổ chức uy tín trong nước và quốc tế... | Bản sao tài liệu, minh chứng về các thành tích, giải thưởng, bình chọn...
Đối với sản phẩm đăng ký đánh giá, phân hạng lại: cần rà soát, cập nhật những nội dung mới và đánh giá về những thay đổi, kết quả đạt được sau 3 năm được công nhận OCOP: về nguyên liệu, công nghệ sử dụng, bao bì, nhãn mác, công bố chất lượng, thị trường tiêu thụ, sản lượng, doanh thu; bổ sung các giấy tờ minh chứng pháp lý có thời hạn;....
Phần IV
KẾ HOẠCH SẢN XUẤT, KINH DOANH
Trình bày những định hướng, kế hoạch của chủ sở hữu trong thời gian tới về phát triển sản phẩm, tổ chức sản xuất, thị trường.
, ngàythángnăm
ĐẠI DIỆN THEO PHÁP LUẬT CỦA CƠ SỞ
(Ký, họ tên, đóng dấu)
"""

MAU_03 = """\
ỦY BAN NHÂN DÂN XÃ/PHƯỜNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
BÁO CÁO
Đánh giá một số nội dung của hồ sơ đăng ký tham gia đánh giá, phân hạng sản phẩm OCOP
I. THÔNG TIN CHUNG VỀ HỒ SƠ SẢN PHẨM
1. Tên chủ thể:
2. Loại hình tổ chức:
3. Địa chỉ:
4. Tên người đại diện pháp luật:
- Họ tên:
- Giới tính: (Nam/nữ); Dân tộc:
- Địa chỉ thường trú:
5. Sản phẩm đăng ký đánh giá:
II. ĐÁNH GIÁ MỘT SỐ NỘI DUNG CỦA HỒ SƠ SẢN PHẨM
1. Về sử dụng nguyên liệu địa phương: (Nội dung thể hiện rõ mô tả của chủ thể và đánh giá về tình hình sử dụng nguyên liệu thực tế của chủ thể trên địa bàn xã).
2. Về sử dụng lao động địa phương: (Nội dung thể hiện rõ mô tả của chủ thể và đánh giá về tình hình sử dụng thực tế về lao động địa phương của chủ thể trên địa bàn xã).
3. Nguồn gốc ý tưởng sản phẩm: (Nhận xét về nguồn gốc sản phẩm (truyền thống, sản phẩm mới) của chủ thể dựa trên thực tế của địa phương).
4. Bản sắc/trí tuệ địa phương: Đánh giá các giá trị văn hóa, tri thức bản địa (giống, nguyên liệu, điều kiện sản xuất), kinh nghiệm sản xuất của cộng đồng và phương thức sản xuất đặc trưng của địa phương, tạo nên sự khác biệt của sản phẩm).
Ủy ban nhân dân xã đề nghị Ủy ban nhân dân tỉnh đánh giá, phân hạng sản phẩm OCOP cho sản phẩm của
T.M ỦY BAN NHÂN DÂN XÃ
(Ký tên và đóng dấu)
"""

OFFICE_ADDS = ("Số: /BC-UBND", ", ngàythángnăm")
"""What the rule for official papers (Nghị định 30/2020) puts above Mẫu số 03 beside its words."""

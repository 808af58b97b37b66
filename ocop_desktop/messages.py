"""Every trouble an officer can meet outside the fields: code, sentence, what to do.

To add a trouble: add its code and sentence to WORDS, in the block of the part that raises it;
raise `Trouble(code, fact=…)` with every fact the sentence names. A test reads all of them.
"""

from __future__ import annotations


class Trouble(Exception):
    """Something outside the program is wrong, and the officer can act on it."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    def __str__(self) -> str:
        return WORDS[self.code].format(**self.facts)


class Cancelled(Exception):
    """A person stopped long work; nothing of it is left behind."""


WORDS = {
    # forms
    "form_broken": "Mẫu nhập {file}, dòng {line} có lỗi: {reason}. Hãy cài lại chương trình "
    "hoặc khôi phục tệp mẫu.",
    # the data file
    "no_such_file": "Không tìm thấy tệp dữ liệu {file}. Kiểm tra lại đường dẫn hoặc USB.",
    "not_a_data_file": "{file} không phải tệp dữ liệu OCOP hoặc đã hỏng. Hãy chọn tệp khác, "
    "hoặc khôi phục từ bản sao lưu.",
    "file_exists": "Đã có tệp {file}. Hãy chọn tên khác để không ghi đè dữ liệu.",
    "newer_file": "{file} được tạo bởi phiên bản mới hơn. Hãy cập nhật chương trình rồi mở lại.",
    "file_locked": "{file} đang được mở trong một cửa sổ khác. Hãy đóng cửa sổ đó rồi thử lại.",
    "disk_full": "Ổ đĩa đã đầy nên chưa ghi được {file}. Hãy giải phóng dung lượng rồi thử lại; "
    "dữ liệu cũ còn nguyên.",
    "cannot_write": "Không ghi được {file}. Kiểm tra quyền ghi, hoặc đóng tệp trong chương "
    "trình khác rồi thử lại.",
    "copy_broken": "Bản sao lưu {file} không đọc lại được. Hãy kiểm tra ổ đĩa rồi sao lưu lại; "
    "dữ liệu đang dùng còn nguyên.",
    "busy": "Dữ liệu đang bận vì một việc khác chưa xong. Hãy đợi một lát rồi thử lại.",
    # a database on a server
    "address_broken": "“{address}” không phải địa chỉ máy chủ đúng. Hãy gõ như: "
    "postgresql://ten@may-chu/ocop.",
    "server_unreachable": "Không kết nối được cơ sở dữ liệu {file} trên máy chủ. Kiểm tra mạng và "
    "máy chủ rồi thử lại; dữ liệu đã lưu còn nguyên.",
    "server_password": "Máy chủ không nhận tên hoặc mật khẩu để mở {file}. Hãy gõ lại mật khẩu, "
    "hoặc hỏi người quản trị máy chủ.",
    "server_not_let_in": "Máy chủ không cho máy này mở {file} theo cách trong địa chỉ. Hãy nhờ người "
    "quản trị máy chủ xem lại pg_hba.conf và sslmode (xem docs/postgresql.md).",
    "server_certificate": "Không tin được chứng chỉ của máy chủ {file} nên chưa kết nối. Hãy nhờ "
    "người quản trị xem lại tệp chứng chỉ và sslmode trong địa chỉ (xem docs/postgresql.md).",
    "server_no_machine": "Không tìm thấy máy chủ của {file} theo tên trong địa chỉ. Kiểm tra lại tên "
    "máy chủ và mạng rồi thử lại.",
    "server_no_database": "Máy chủ không có cơ sở dữ liệu {file}. Hãy nhờ người quản trị máy chủ "
    "tạo trước (xem docs/postgresql.md).",
    "server_not_ours": "Cơ sở dữ liệu {name} trên máy chủ chưa có dữ liệu OCOP. Hãy kiểm tra lại "
    "địa chỉ, hoặc tạo dữ liệu mới ở đó.",
    "server_not_empty": "Cơ sở dữ liệu {name} trên máy chủ đã có dữ liệu. Hãy dùng một cơ sở dữ "
    "liệu trống.",
    "server_rights": "Tài khoản này không có quyền ghi vào {file} trên máy chủ. Hãy hỏi người "
    "quản trị máy chủ.",
    "server_busy": "Người khác đang ghi vào {file} trên máy chủ (ví dụ đang gộp tệp). Chưa ghi gì; "
    "hãy đợi một lát rồi thử lại.",
    "server_full": "Máy chủ của {file} đang có quá nhiều người kết nối. Hãy đợi một lát rồi thử "
    "lại.",
    "server_old": "Máy chủ chạy PostgreSQL {version}, cũ hơn bản {oldest} mà chương trình cần. "
    "Hãy nhờ người quản trị nâng cấp máy chủ.",
    "server_collation": "Cơ sở dữ liệu {name} được tạo với cách sắp xếp {collation}. Hãy nhờ người "
    "quản trị tạo lại với LC_COLLATE 'C' và ENCODING 'UTF8' (xem docs/postgresql.md).",
    "server_backup": "Cơ sở dữ liệu {name} nằm trên máy chủ nên được sao lưu ở máy chủ bằng "
    "pg_dump (xem docs/postgresql.md). Người quản trị máy chủ đặt lịch việc đó.",
    "file_wanted": "Lệnh này chỉ làm với tệp dữ liệu; {name} là cơ sở dữ liệu máy chủ. Hãy nói tên "
    "một tệp, hoặc chuyển về tệp bằng lệnh move trước.",
    "server_no_folder": "Chưa có thư mục chung để giữ tệp minh chứng của {name}. Hãy đặt thư mục "
    "bằng biến OCOP_FILES hoặc trong docs/postgresql.md.",
    "moved_away": "Dữ liệu của {file} đã chuyển sang {where}. Hãy mở ở đó; tệp này chỉ còn để xem.",
    "move_whereto": "Chưa nói chuyển đi đâu. Hãy thêm tên tệp mới hoặc địa chỉ máy chủ.",
    "move_differs": "Dữ liệu sau khi chuyển không khớp (bảng {table}). Nơi đến đã được dọn sạch, "
    "dữ liệu cũ còn nguyên; hãy báo người hỗ trợ chương trình.",
    "move_file_broken": "Tệp minh chứng {file} đã hỏng nên chưa chuyển gì. Hãy kiểm tra dữ liệu "
    "bằng lệnh check rồi chuyển lại.",
    # records
    "no_such_form": "Không có mẫu nhập “{form}”.",
    "no_such_record": "Không tìm thấy bản ghi {id} trong {form}.",
    "no_such_unit": "Không có đơn vị hành chính mã {code}. Kiểm tra lại mã.",
    "unknown_field": "Mẫu “{form}” không có trường “{field}”.",
    "not_an_id": "“{id}” không phải mã bản ghi (UUID).",
    "row_without_parent": "Dòng này chưa ghi thuộc bản ghi nào. Hãy điền “{parent}”.",
    "changed_meanwhile": "Bản ghi đã được sửa ở nơi khác từ lúc mở. Hãy mở lại để xem bản mới.",
    "no_such_draft": "Bản nháp này không còn nữa. Hãy mở lại danh sách bản nháp.",
    "scan_unreadable": "Không ghép được các tệp đã chọn: {reason}. Hãy bỏ tệp hỏng ra rồi ghép lại.",
    "not_a_pdf": "Không xem được {file}: tệp không phải PDF hoặc đã hỏng. Hãy in lại tài liệu này.",
    "no_printer": "Máy tính này chưa có máy in. Hãy cài máy in trong Windows, hoặc mở tệp bằng "
    "chương trình xem PDF để in ở máy khác.",
    "printer_refused": "Máy in {printer} không nhận lệnh in. Kiểm tra máy in đã bật và còn giấy, "
    "rồi in lại từ trang {page}.",
    "no_such_scan": "Không tìm thấy tệp {file}. Kiểm tra lại đường dẫn hoặc USB.",
    "unreadable": "{field}: {reason}",
    "not_json": "{file} không phải tệp JSON đúng: {reason}.",
    "folder_not_empty": "Thư mục {folder} đã có tệp. Hãy chọn một thư mục trống.",
    "nothing_to_undo": "Không còn việc nào để hoàn tác.",
    "no_such_edit": "Không có chỗ sửa tay nào mang mã {id}. Xem lại danh sách các chỗ đang chờ.",
    "nothing_to_redo": "Không có việc nào để làm lại: chưa hoàn tác việc gì, hoặc sau đó đã làm việc mới.",
    # history and undo
    "no_such_action": "Không tìm thấy việc này trong lịch sử sửa đổi.",
    "undone_already": "Việc này đã được hoàn tác rồi.",
    "undo_hindered": "Chưa hoàn tác được việc này vì {what}. Hãy hoàn tác việc sau trước, hoặc lấy "
    "lại từng giá trị.",
    "redo_hindered": "Chưa làm lại được việc này vì từ lúc hoàn tác, {what}. Hãy xem lại với người "
    "đã sửa, rồi nhập lại nếu cần.",
    "no_such_change": "Không tìm thấy lần sửa này trong lịch sử.",
    "field_gone": "Mẫu “{form}” không còn trường “{field}” nên không lấy lại được giá trị. Có thể "
    "chép giá trị cũ sang ghi chú.",
    "field_computed": "“{field}” do chương trình tự tính. Hãy lấy lại các giá trị mà nó được tính từ "
    "đó.",
    "record_removed": "{record} đã xoá. Hãy khôi phục bản ghi rồi lấy lại giá trị.",
    "value_unreadable": "Giá trị cũ của “{field}” không còn đọc được theo mẫu hiện nay: {reason}",
    # records that are one and the same
    "joins_not": "Bản ghi “{form}” không gộp được. Chỉ gộp hai bản ghi cùng loại, và loại đó cho "
    "gộp.",
    "joined_already": "Hai {form} này đã được gộp làm một rồi.",
    "joins_removed": "Một trong hai {form} đã xoá. Hãy khôi phục rồi gộp lại.",
    "not_joined": "{form} này chưa được gộp vào bản ghi nào.",
    "no_such_conflict": "Không có xung đột nào mang mã {id}. Hãy xem lại danh sách xung đột.",
    "which_side": "Chưa rõ chọn giá trị nào cho {id}. Hãy ghi giá trị cho từng ô: {fields}.",
    # places
    "places_broken": "Danh mục đơn vị hành chính ({file}) bị thiếu hoặc hỏng. Hãy cài lại chương "
    "trình.",
    # regulations
    "regulation_broken": "Tệp quy định {file} có lỗi: {reason}. Hãy cài lại chương trình.",
    "no_such_regulation": "Không có quyết định “{code}” trong chương trình.",
    "no_such_set": "Quyết định {decision} không có bộ tiêu chí số {number}.",
    # scoring and deadlines
    "picks_not_an_object": '{file} phải ghi số mức của từng tiêu chí, ví dụ {{"1.1": 2}}.',
    "no_such_criterion": "Bộ tiêu chí số {set} không có ô chấm “{criterion}”. Hãy ghi số của tiêu "
    "chí như trong phiếu.",
    "no_such_box": "Tiêu chí {criterion} có {boxes} mức, không có mức {picked}. Hãy ghi thứ tự của "
    "mức, từ 1.",
    "two_cases_picked": "Chỉ chọn một trong hai trường hợp {first} và {second}.",
    "calendar_kind_unknown": "Không ghi được lịch vào {file}. Hãy chọn tên tệp có đuôi .ics.",
    "numbers_used_up": "Dải số {first}–{last} của máy này đã dùng hết ở {place}. Hãy đặt dải số "
    "khác cho máy.",
    # printed documents
    "no_such_document": "Không có mẫu in “{document}”. Hãy chọn một mẫu trong danh sách.",
    "layout_broken": "Mẫu in {file} có lỗi: {reason}. Hãy cài lại chương trình hoặc khôi phục "
    "tệp mẫu.",
    "fonts_missing": "Thiếu phông chữ {file} của chương trình. Hãy cài lại chương trình.",
    "nothing_to_print": "Mẫu in “{document}” cần một bản ghi. Hãy chọn bản ghi cần in.",
    "wrong_record": "Không in được “{document}” từ bản ghi {id}. Hãy chọn hồ sơ hoặc sản phẩm phù "
    "hợp.",
    "no_criteria_set": "Sản phẩm “{product}” chưa ghi bộ tiêu chí. Hãy chọn bộ tiêu chí của sản "
    "phẩm rồi in lại.",
    "dossier_incomplete": "Chưa đánh dấu đã gửi được hồ sơ {dossier}: {missing}. Hãy bổ sung rồi "
    "thử lại; vẫn in được bản nháp.",
    "nothing_missing": "Hồ sơ {dossier} không thiếu giấy nào. Hãy ghi nội dung cần bổ sung.",
    "no_such_pages": "Tệp không có các trang từ {first} đến {last}. Hãy xem lại số trang.",
    "nobody_to_attach_to": "{form} này chưa ghi chủ thể hay sản phẩm nào nên chưa gắn được bản đã "
    "ký. Hãy ghi chủ thể hoặc sản phẩm rồi gắn lại.",
    "nothing_to_renew": "Sản phẩm “{product}” chưa có hồ sơ nào để lập tiếp. Hãy tạo hồ sơ mới.",
    "not_for_word": "“{document}” không có bản Word. Hãy chọn tên tệp có đuôi .pdf hoặc .zip.",
    "not_a_dossier_zip": "{file} không phải bộ hồ sơ điện tử của chương trình hoặc đã hỏng. Hãy xin "
    "nơi gửi tạo và gửi lại.",
    # exchange with the province
    "workbook_missing": "Không tìm thấy tệp {file}. Kiểm tra lại đường dẫn hoặc USB.",
    "workbook_folder": "{file} không phải là một tệp (có thể là thư mục). Hãy chọn tệp .xlsx hoặc .zip nằm "
    "trong đó.",
    "workbook_unreadable": "Không đọc được {file}. Hãy đóng tệp nếu đang mở ở chương trình khác, hoặc chép "
    "tệp vào máy này, rồi thử lại.",
    "workbook_broken": "{file} bị hỏng hoặc không phải tệp Excel (.xlsx). Hãy xin nơi gửi xuất và "
    "gửi lại.",
    "workbook_sealed": "{file} có mật khẩu. Hãy nhập mật khẩu mà nơi gửi đã báo rồi thử lại.",
    "wrong_password": "Mật khẩu không mở được {file}. Hãy hỏi lại nơi gửi (chú ý chữ hoa, dấu) rồi "
    "thử lại.",
    "workbook_old": "{file} là tệp Excel đời cũ (.xls) hoặc đã hỏng. Hãy xin nơi gửi tệp .xlsx do "
    "chương trình OCOP xuất ra.",
    "sealed_too_large": "{file} có mật khẩu và lớn hơn {most} MB nên máy không đủ bộ nhớ để mở. "
    "Hãy xin nơi gửi xuất lại không đặt mật khẩu.",
    "bundle_unsafe": "{file} không giống tệp .zip của chương trình (đường dẫn lạ, hoặc bung ra quá "
    "lớn) nên không mở. Hãy xin nơi gửi xuất và gửi lại.",
    "bundle_without_book": "{file} là tệp .zip nhưng không có đúng một sổ trao đổi (.xlsx) bên "
    "trong. Hãy chọn tệp .zip do chương trình OCOP xuất ra, chưa giải nén.",
    "workbook_unsigned": "{file} không có chữ ký của bản cài đặt đã xuất ra nó, nên có thể đã bị "
    "làm giả. Hãy xin nơi gửi xuất và gửi lại.",
    "signature_wrong": "Chữ ký của {file} không khớp: phần thông tin của tệp (sheet _about) đã bị "
    "sửa sau khi xuất. Hãy xin nơi gửi xuất và gửi lại.",
    "signature_missing": "{file} mang tên bản cài đặt của {unit} nhưng không có chữ ký, trong khi "
    "các tệp trước đều có. Hãy gọi cho đơn vị để hỏi, rồi xin gửi tệp mới.",
    "key_changed": "{file} ký bằng khoá khác với khoá đã biết của {unit} ({officer}): trước là "
    "{known}, nay là {offered}. Hãy gọi cho đơn vị đọc mã này; đúng thì chấp nhận khoá mới, không "
    "đúng thì bỏ tệp.",
    "password_file_empty": "Tệp {file} không có mật khẩu nào. Hãy ghi mật khẩu vào dòng đầu.",
    "no_such_installation": "Không có bản cài đặt nào mã {id} trong danh sách đã biết.",
    "no_key_yet": "Bản cài đặt {id} chưa gửi tệp nào có chữ ký nên chưa có mã để đối chiếu.",
    "no_signing_key": "Không đọc được khoá ký của máy này ({folder}). Hãy đóng chương trình rồi mở "
    "lại; nếu vẫn báo thế này thì kiểm tra quyền ghi vào thư mục đó.",
    "workbook_unsafe": "{file} lớn bất thường so với những gì có trong đó nên không mở, để máy không bị "
    "treo. Hãy xin nơi gửi xuất và gửi lại.",
    "workbook_foreign": "{file} không phải tệp trao đổi của chương trình OCOP. Hãy chọn tệp do "
    "chương trình xuất ra.",
    "not_a_handover": "{file} không phải tệp bàn giao của chương trình OCOP, hoặc đã hỏng. Hãy chép lại tệp "
    "từ nơi bàn giao rồi mở lại.",
    "handover_damaged": "Tệp bàn giao {file} đã hỏng ở phần “{part}”; chưa nhận gì. Hãy chép lại tệp từ nơi "
    "bàn giao rồi nhận lại.",
    "nothing_to_split": "Không có chủ thể nào thuộc một xã của {unit} để chia. Hãy ghi xã cho các chủ thể "
    "rồi chia lại.",
    "workbook_for_another": "{file} là tệp riêng cho {unit}, không phải cho đơn vị của tệp dữ liệu này. "
    "Hãy hỏi nơi gửi tệp đúng của đơn vị mình.",
    "unit_elsewhere": "{file} là của {unit} (mã {key}), thuộc {province}, không phải {home}. Hãy hỏi lại nơi gửi: "
    "đúng là tệp cần gộp thì chấp nhận đơn vị này, không đúng thì bỏ tệp.",
    "workbook_newer": "{file} do phiên bản chương trình mới hơn xuất ra. Hãy cập nhật chương trình "
    "rồi nhận lại.",
    "workbook_incomplete": "{file} thiếu {what} nên không nhận được. Hãy xin nơi gửi xuất và gửi "
    "lại.",
    "workbook_disagrees": "{file} bị sửa ở phần ẩn ({what}) nên không còn khớp. Hãy xin nơi gửi "
    "xuất và gửi lại.",
    "merge_counts_differ": "Số bản ghi sau khi gộp không khớp kế hoạch ({form}: {found}, dự kiến "
    "{planned}). Chưa ghi gì vào dữ liệu; hãy báo người hỗ trợ chương trình.",
    # lists made elsewhere
    "list_missing": "Không tìm thấy tệp {file}. Kiểm tra lại đường dẫn hoặc USB.",
    "list_unreadable": "Không đọc được {file} như một danh sách. Hãy mở bằng Excel, lưu lại thành .xlsx "
    "rồi nhập lại.",
    "list_too_large": "{file} có ô nằm quá xa hoặc lớn quá mức của một danh sách. Hãy chép riêng phần danh "
    "sách sang tệp mới rồi nhập lại.",
    "list_empty": "{file} không có dòng nào để nhập. Hãy chọn tệp khác.",
    "list_no_headings": "Không nhận ra tiêu đề cột nào trong {file}. Hãy chọn mẫu nhập và cho biết từng "
    "cột là mục nào.",
    "list_form_unknown": "Không đoán được đây là danh sách gì vì chưa nhận ra tiêu đề cột. Hãy chọn mẫu "
    "nhập (chủ thể, sản phẩm…) và cho biết từng cột là mục nào.",
    "list_map": "Không đọc được bảng khớp tiêu đề {file}: {reason}.",
    "list_map_field": "Bảng khớp tiêu đề nói tới “{field}”, nhưng danh sách này không có mục nào như "
    "vậy. Hãy xem lại tên mục.",
    "list_changed_meanwhile": "Dữ liệu đã thay đổi từ lúc xem trước {file}. Chưa ghi gì; hãy xem trước lại "
    "rồi nhập.",
    "list_onto_itself": "{file} là chính danh sách đang nhập. Hãy chọn tên khác để giữ nguyên bản gốc.",
    # reports
    "not_a_day": "“{text}” không phải là ngày. Hãy gõ ngày/tháng/năm, ví dụ 15/11/2026.",
    "period_backwards": "Kỳ báo cáo bắt đầu ({start}) sau khi kết thúc ({end}). Hãy xem lại hai "
    "ngày.",
    "report_kind_unknown": "Không ghi được báo cáo vào {file}. Hãy chọn tên tệp có đuôi .xlsx.",
}

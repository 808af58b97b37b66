"""What figures and tables are called on screen and paper."""

from __future__ import annotations

FIGURE_LABELS = {
    "products_in_force": "Sản phẩm OCOP còn hiệu lực (từ 3 sao)",
    "products_five_star": "Sản phẩm 5 sao còn hiệu lực",
    "products_potential_five": "Sản phẩm tiềm năng 5 sao",
    "products_four_star": "Sản phẩm 4 sao còn hiệu lực",
    "products_three_star": "Sản phẩm 3 sao còn hiệu lực",
    "products_district_rank": "Sản phẩm chỉ có hạng cấp huyện",
    "products_new": "Sản phẩm được công nhận mới",
    "products_upgraded": "Sản phẩm được nâng hạng",
    "products_regraded": "Sản phẩm được đánh giá lại",
    "products_registered": "Ý tưởng, sản phẩm đăng ký",
    "subjects_recorded": "Chủ thể trong sổ",
    "subjects": "Chủ thể có sản phẩm OCOP còn hiệu lực",
    "cooperative_share": "Tỷ lệ chủ thể là hợp tác xã (%)",
    "company_share": "Tỷ lệ chủ thể là doanh nghiệp nhỏ và vừa (%)",
    "training_courses": "Lớp tập huấn",
    "training_turns": "Lượt chủ thể được tập huấn",
    "subjects_trained": "Chủ thể được tập huấn",
    "subjects_supported": "Chủ thể được hỗ trợ",
    "cooperatives_supported": "Hợp tác xã được hỗ trợ",
    "products_on_sale": "Sản phẩm đang bán tại các kênh",
    "products_on_platforms": "Sản phẩm trên sàn thương mại điện tử",
    "ocop_products_on_platforms": "Sản phẩm OCOP trên sàn thương mại điện tử",
    "other_products_on_platforms": "Sản phẩm khác trên sàn thương mại điện tử",
    "subjects_on_platforms": "Chủ thể bán trên sàn thương mại điện tử",
    "modern_channel_share": "Tỷ lệ chủ thể vào kênh bán hàng hiện đại (%)",
    "ocop_points": "Điểm giới thiệu và bán sản phẩm OCOP",
    "events": "Sự kiện xúc tiến thương mại",
    "money_disbursed": "Kinh phí đã giải ngân (đồng)",
}
"""The label of every figure, in the order of the report."""

FLOWS = frozenset(
    [
        "products_new",
        "products_upgraded",
        "products_regraded",
        "products_registered",
        "training_courses",
        "training_turns",
        "subjects_trained",
        "subjects_supported",
        "cooperatives_supported",
        "events",
        "money_disbursed",
    ]
)
"""Figures of what happened in a period; the others are how things stand on a day."""

TO_DATE = "_to_date"
TO_DATE_LABEL = "{} – lũy kế"
UNKNOWN = "Chưa rõ"
DASH = "–"
"""What stands where a figure cannot be known: never 0."""

STAR_LABELS = {
    "5": "5 sao",
    "potential_5": "Tiềm năng 5 sao",
    "4": "4 sao",
    "3": "3 sao",
    "district": "Chỉ có hạng cấp huyện (tính riêng)",
}

AREA_FIGURES = (
    "products_in_force",
    "products_five_star",
    "products_potential_five",
    "products_four_star",
    "products_three_star",
    "subjects",
    "training_courses",
    "training_turns",
    "subjects_supported",
    "cooperatives_supported",
    "products_on_platforms",
    "ocop_points",
)
"""Columns of the tables by place."""

KIND_FIGURES = (
    "subjects_recorded",
    "subjects",
    "products_in_force",
    "training_turns",
    "subjects_trained",
    "subjects_supported",
    "subjects_on_platforms",
)
"""Columns of the table by kind of subject."""

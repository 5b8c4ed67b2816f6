"""What words that point back may mean, and what has parts that are named without it: tables for `shortforms.py`."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What a word that points back may mean, the likelier first; "company" stands for all endings of companies.
ENDINGS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "公司": (("公司",), ("company",)),
    "集团": (("集团", "集团有限公司"), ("company",)),
    "企": (("company",),),
    "学校": (("大学", "学院", "中学", "小学", "学校"),),
    "校": (("大学", "学院", "中学", "小学", "学校"),),
    "行": (("银行", "支行", "分行"),),
    "院": (("医院", "研究院", "学院", "法院", "科学院"),),
    "所": (("研究所", "事务所", "所"),),
    "会": (("协会", "学会", "研究会", "联合会", "商会", "基金会", "委员会"),),
}
# Bodies that sit in a place.
SEATS: Mapping[str, tuple[str, ...]] = {
    "党工委": ("高新区", "经开区", "开发区", "新区", "街道", "园区"),
    "管委会": ("高新区", "经开区", "开发区", "新区", "自贸区", "保税区", "园区", "试验区", "度假区", "景区"),
    "居委会": ("社区", "居民区"),
    "村委会": ("村",),
}
# What has parts of these names, where the sentence does not say.
WHOLES: tuple[tuple[tuple[str, ...], tuple[str, ...] | None], ...] = (
    (("学院", "系", "研究生院", "教务处", "学生处", "科研处", "图书馆"), ("大学", "学院")),
    (("护理部", "医务处", "医务科", "内科", "外科", "儿科", "门诊部", "检验科", "急诊科"), ("医院",)),
    (("事业部", "事业群", "BU"), ("公司", "集团", "科技", "银行")),
)
PARTY_UNITS = frozenset(("组织部", "宣传部", "统战部", "政法委", "编办", "网信办", "党校", "政研室", "秘书处"))
BRANCHES = ("分公司", "支公司", "分行", "支行", "分校", "分院", "分局", "分会", "分社", "分部", "营业部")
NATIONAL = ("国家", "全国", "中国", "中央")  # 国家老龄办 is part of nothing
ABROAD = re.compile(r"^(?:国际|国内|对外)?[与及和]?(?:港澳台|台港澳)(?=[\u4e00-\u9fff]{2})")  # no place it is in

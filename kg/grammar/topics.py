"""What a clause is about: the noun phrase before 正在从…到…, 分为…, 有四大…

The subject of a Chinese clause stands first, between what the writer puts before it (目前, 推动, 某某认为) and what
leads from it to the verb (正在, 将逐步, 的目标是). Taking both away leaves the topic; where nothing is left, the clause
before is asked. No topic is better than a wrong one.
"""

from __future__ import annotations

import re

from kg.grammar.enumerations import CLOSING, OPENING, enclosed, trimmed
from kg.model import Span
from kg.words import words

_STOP = re.compile(r"[，。；：！？,;:!?\n…—\u3000]")


def _any(*lines: str) -> str:
    """One alternative for each word of the lines, the longest first."""
    words_ = {word for line in lines for word in line.split()}
    return "|".join(sorted(words_, key=lambda word: (-len(word), word)))


# From the topic to the verb: adverbs, verbs of passing through, of aiming, of dividing, of consisting.
_AFTER = re.compile(
    "(?:"
    + _any(
        "正在 正 已经 已 将会 即将 将 要 应当 应该 应 需要 需 可以 又可 可 能够 能 必须 逐步 逐渐 不断 持续 加快 加速",
        "相应地? 由此 也 都 还 又 便 就 自下而上 自上而下 大致 大体 大概 基本 先后 依次 通常 一般 往往 主要 迄今 目前",
        "当前 如今 现在 曾经 曾 则 从而 被 了 着 地 的 中",
        "实现了? 经历了? 经过了? 走过了? 完成了? 呈现出? 出现了? 发生了? 开始 进入 迎来 处在 处于",
        "的(?:核心|总体|最终)?(?:目标|方向|路径|趋势|任务|关键|本质|重点)",
        "的?(?:核心|总体|最终|发展|建设|演进)?(?:目标|方向|路径|趋势|任务|关键|本质|重点|过程|进程)(?:就?是|在于)",
        "部署了? (?:方面|领域|工作|层面)上? (?<=..)[上中里] (?:一般|通常|往往|大多|可能|也|就|将|还|都)会",
        "是 按[^，]{0,16} 从[^，]{0,12}",
        "(?:归纳|概括|总结|归结|拆分?|拆解|划分|区分|细分|分解|划|分)(?:为|成|入)? 形成了 构建了",
        "有 具有 存在 建立了? 建有 组建了?",
        "叫做? 称为 称作 名为 包括 包含 涵盖 设置了? (?<!建)设有 由 采取 采用 抓好 做好 抓住 做到 坚持",
        "把握 突出 聚焦于? 围绕着? 强化 遵循 秉持 兼顾 打好 处理好 统筹 确立了? 打造 获评 获得 实行 推行 开展",
        "的(?:(?:演进|发展|演变|变迁)(?:历程|进程|过程)?|历程|进程|过程)",
    )
    + ")$"
)
# In front of the topic: who says so, when, and the verbs that take it as their object.
_BEFORE = re.compile(
    "(?:“?[^“”，]{0,20}(?:"
    + _any("认为 表示 指出 强调 称 说 显示 介绍 透露 提出 坦言 分析 建议 看来 写道")
    + ")|[（(][\\d一二三四五六七八九十]{1,2}[）)]|[●○■□▪◆◇★☆※•▲△►▶·] ?|"
    + _any(
        "目前 当前 未来 今后 近年来 如今 现在 过去 当代 同时 其中 因此 所以 此外 例如 比如 譬如 但 而 并 且 即",
        "使得? 让 令 把 将 对于? 关于 通过 为了? 以 在 据 以及 和 与 我国的? 其(?!他) 该 我们 我 自己 打算",
        "努力 大力 积极 加快 着力 不断 持续 推动着? 推进着? 促进 带动 引导 引领 帮助 实现了? 这?标志着 这?意味着",
        "加强 强化 深化 完善 优化 健全 提升 改进 改善 要求 促使 驱动 倒逼",
        "支撑 助推 助力 撬动 随着 围绕 要(?![素求点件义害闻塞]) 须 应(?![用急对])",
        "一般 典型的 整个 所谓的? 全[国省市县区]的? 本[省市县区] 各地的?",
        "近[\\d一二三四五六七八九十两几]{1,3}年来? 未来[一二三四五六七八九十几]年",
        "一[项款座个种类条家本部场台辆套名位件所处门](?=..)",
    )
    + ")"
)
# The words of people and pronouns, of questions and copulas are no topics.
_NO_TOPIC = re.compile(
    r"[我他她它这那谁是？?]|并非|没有|即|指(?![标数挥导])|[\d]{3,}|\ue000$"
    r"|^(?:"
    + _any("报告 本文 文章 全文 论文 研究 会议 白皮书 学界 业界 有人 记者 专家 编写组 笔者 作者 双方 大家")
    + r")$|^(?:"
    + _any("什么 如何 怎么 怎样 有些 许多 很多 不少 可见 归纳 概括 总的 具体 其 该 上 下")
    + r")|(?:理解|看法|观点|体会|回答|经验)$"
)
_COUNT = re.compile(r"[两二三四五六七八九十]([个大种类项条点步层级道])")  # 改革分三步走：…
# A label of verbs alone is a topic where the last of them names a field of work: 应用创新, 监督管理.
_FIELD = re.compile(
    r"(?!"
    + _any(
        "加强 强化 推进 推动 促进 实现 深化 加快 提升 完善 优化 改进 改善 开展 坚持 创新 健全 落实 做好 抓好 参与 实施",
        "支持 鼓励 保障 提高 增强 扩大 规范 统筹 探索 注重 重视 进行 需要 可以 应当 能够 必须 没有 不断 努力",
    )
    + r").{2,4}(?:"
    + _any(
        "创新 建设 治理 管理 服务 改革 监管 转型 评价 评估 协同 执法 运营 运维 培训 教学 研发 生产 营销 审批 服务模式"
    )
    + ")"
)
# The subject of such a verb is who proposes, no topic.
_PROPOSES = re.compile(
    r"(?:提出|喊出|打出|亮出|总结出|概括出|归纳出|提炼出|首创|独创|探索|推行|实行|试行|创建|搭建|打造|旗下拥有|定义|发布|推出|公布|制定|印发)了?$"
)
# The topic stands before what the clause says it must, can, or is compared to.
_MODAL = re.compile(
    r"(?<=..)(?:要(?![素求点件义])|(?<![相对适响反供效])应(?![用急对])|需(?!求)|将|可以|能够|必须|正在|比作|历经|经历|走过|于(?=\d)|背后|有一(?=[条个种套])"
    r"|[写画放落]在|体现在|集中在"
    r"|[由从](?=.{2,80}[到向]))"
)
# 白皮书把城市智能体分为…, 云岫市推动数位服务…: the topic is what is handed on.
_HANDED = re.compile(r"[把将]|推动着?|推进着?")
_NOUNS_TAGGED_OTHERWISE = frozenset(("重心", "重点", "定位", "常态"))
_NOUNS = ("n", "vn", "an", "l", "j", "i", "eng", "z")
_LONGEST = 20
_REACH = 160  # code points before the position in which a topic is sought


def topic(text: str, start: int, position: int) -> Span | None:
    """The topic of the words between the start of a sentence and a position in it; None where unsure."""
    start = max(start, position - _REACH)
    position = _outside(text, start, position)
    frame = enclosed(text, start, position)
    clauses = [start, *(start + match.end() for match in _STOP.finditer(frame)), position + 1]
    for index in range(len(clauses) - 2, max(-1, len(clauses) - 5), -1):
        span = _bare(text, clauses[index], clauses[index + 1] - 1)
        if span is None:
            if text[clauses[index] - 1] in "；;":
                return None  # what stands beside is about something else
            continue
        return span if _is_topic(text, span) else None
    return None


def _outside(text: str, start: int, position: int) -> int:
    """The position, or where the quotation begins that it stands in: “三前移、|两延伸” is the end of one name."""
    opened: list[int] = []
    for index in range(start, position):
        if text[index] in OPENING:
            opened.append(index)
        elif text[index] in CLOSING and opened:
            opened.pop()
    if not opened or _STOP.search(text, opened[0], position) or text[max(start, opened[0] - 1)] in "：:，。":
        return position  # somebody's words, not a name
    return opened[0]


def _bare(text: str, start: int, end: int) -> Span | None:
    """The clause without what leads to and from its topic; None where nothing is left."""
    for _ in range(8):
        span = trimmed(text, start, end)
        span = Span(
            max((m.end() for m in _HANDED.finditer(text, span.start, span.end - 1)), default=span.start), span.end
        )
        if count := _COUNT.search(text, span.start, span.end):
            span = Span(span.start, count.start())
        if modal := _MODAL.search(text, span.start, span.end):
            span = Span(span.start, modal.start())
        if _PROPOSES.search(text[span.start : span.end]):
            return Span(span.end, span.end)
        before = _BEFORE.match(text, span.start, span.end)
        after = _AFTER.search(text[span.start : span.end])
        start = before.end() if before else span.start
        end = span.start + after.start() if after else span.end
        if start >= end:
            return None
        if not before and not after:
            break
    bare = trimmed(text, start, end)
    return Span(bare.start + (text[bare.start : bare.end].startswith("的")), bare.end)


def _is_topic(text: str, span: Span) -> bool:
    name = text[span.start : span.end]
    if not 2 <= len(name) <= _LONGEST or _NO_TOPIC.search(name):
        return False
    parts = words(text, span.start, span.end)
    last = parts[-1]
    if not any(part.flag.startswith(_NOUNS) for part in parts):
        return bool(_FIELD.fullmatch(name))
    return last.text in _NOUNS_TAGGED_OTHERWISE or last.flag.startswith(
        ("n", "v", "an", "l", "j", "i", "eng", "x", "b")
    )

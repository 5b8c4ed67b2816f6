"""Why something that looked like a fact was left out: a code for programs, a short phrase in Chinese and in English."""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """One reason: its code, its phrase in Chinese, its phrase in English. This is the only place that words them."""

    # People and bodies
    NO_ORGANIZATION = "no-organization", "句中没有机构", "no organisation in the sentence"
    NOBODY = "nobody", "没有姓名", "nobody is named"
    NAME_UNSURE = "name-unsure", "姓名的起止不确定", "unsure where a name begins or ends"
    NO_PARTNER = "no-partner", "没有说出另一方是谁", "the other party is not named"
    UNSURE_WHO = "unsure-who", "说不准是谁与谁之间的关系", "unsure which bodies are tied"
    ROLL = "roll", "机构太多，像名单而不是合作方", "so many bodies that it is a roll rather than partners"
    NOT_THEIR_OWN = "not-their-own", "见证、批准或下属单位的事，不是它自己的", "what others do, or a body below it"
    # Documents and events
    WORK = "work", "书、影视或论文，不是发布的文件", "a book, film or paper, not a document that was issued"
    PERIODICAL = "periodical", "报纸或期刊", "a newspaper or journal"
    SPEECH = "speech", "演讲的题目", "the title of a speech"
    NO_DOCUMENT = "no-document", "没有迹象表明书名号中是文件", "no sign that the title names a document"
    SHORT_TITLE = "short-title", "文件简称，没有全称", "a short form without its whole title"
    UNNAMED_EVENT = "unnamed-event", "活动没有自己的名称", "an event without a name of its own"
    # Stages
    NO_STAGE_NAME = "no-stage-name", "阶段没有自己的名称", "a stage without a name of its own"
    QUANTITY = "quantity", "数量的变化", "a quantity that changes"
    TIMES = "times", "从某时到某时", "from time to time"
    PLACES = "places", "从某地到某地", "from place to place"
    LETTERS = "letters", "字母的变化", "a change of letters"
    CAREER = "career", "个人经历", "somebody's career"
    SET_PHRASE = "set-phrase", "固定词组", "a set phrase"
    NEGATED = "negated", "被否定", "negated"
    ORIGIN = "origin", "起点而不是阶段", "where something begins"
    OWN = "own", "各人自己的，不是阶段", "somebody's own"
    RANGE = "range", "范围而不是发展", "a range, not a development"
    NO_CHANGE = "no-change", "没有表示变化的词", "no word of change"
    THEN_AND_NOW = "then-and-now", "过去与现在的对比，阶段没有名称", "then and now, without names for the stages"
    COURSE = "course", "讲了先后变化，阶段没有读出", "a course over time whose stages were not read"
    # Wholes and parts
    ROW = "row", "逐个命名而没有数目", "things named one by one, without a count"
    COUNT = "count", "列举的项数与数目不符", "the list is not as long as its count says"
    NO_PARTS = "no-parts", "有数目而没有列举", "a count without its list"
    REPEATED = "repeated", "项目重复或为空", "an item twice, or without words"
    FIRST_UNSURE = "first-unsure", "第一项的起点不确定", "unsure where the first item begins"
    NO_NOUN = "no-noun", "没有说出数的是什么", "nothing says what is counted"
    NO_MODEL = "no-model", "所数的不是模型的组成部分", "what is counted are not the parts of a model"
    DOUBLE = "double", "双重某某，不是模型", "a double aspect, not a model"
    NUMBER = "number", "数字不是在数组成部分", "a number that counts no parts"
    IN_A_NAME = "in-a-name", "名称里的数字", "a number inside a name"
    NAMES = "names", "人、机构或书名，不是组成部分", "people, organisations and titles, not parts"
    EXAMPLES = "examples", "举例，不是组成部分", "examples, not parts"
    PEOPLE = "people", "人或职务，不是组成部分", "people and posts, not parts"
    MEASURED_BY = "measured-by", "两个衡量标准，不是组成部分", "two measures to judge by, not parts"
    COUNTED_ITEMS = "counted-items", "各项自身带有数目", "items that are themselves counted"
    FIGURES = "figures", "数字，不是组成部分", "figures, not parts"
    PLACE_NAMES = "place-names", "地名，不是组成部分", "places, not parts"
    AGENDA = "agenda", "会议议程", "the items of an agenda"
    TOO_LONG = "too-long", "项目太长，不是名称", "an item too long to be the name of a part"
    MEASURES = "measures", "编号的措施，不是组成部分", "numbered measures, not parts"
    # Quadrants and formulas
    QUADRANTS = "quadrants", "各项是象限", "the items are quadrants"
    FEW_DIMENSIONS = "few-dimensions", "象限少于两个维度", "a quadrant with fewer than two dimensions"
    TOO_MANY = "too-many", "可能的组合太多，后面的未读", "too many possible pairs; the rest was not read"
    NO_WORD = "no-word", "不是每个因子都是词", "not every factor is a word"

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code, self.zh, self.en = code, zh, en

    def __lt__(self, other: object) -> bool:
        return isinstance(other, Reason) and self.code < other.code

    @classmethod
    def of(cls, code: str) -> Reason:
        """The reason that has a code."""
        return _BY_CODE[code]


_BY_CODE = {reason.code: reason for reason in Reason}

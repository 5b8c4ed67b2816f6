"""Who holds which post where (北京大学公共政策系主任杨立华).

1. A *post* is a role with the organisation before it; 、 and 兼 hand the organisation on to the next role. Posts that
   follow each other make a chain.
2. A chain belongs to the name right behind it, or else to the name it is told of: in front of it behind a comma or in
   brackets (周慎之，某大学副校长), by a verb (担任, 获委任为, 任命…为), or by 由 (主任由董事长顾全兼任).
3. A role behind the name (龚自强教授) is one more post at the same organisation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from kg.document import Document
from kg.extractor import Example, Yield, extractor
from kg.gazetteer import words
from kg.grammar.holders import Holders
from kg.grammar.posts import Chain, Post, chains, fits
from kg.grammar.shortforms import short_forms
from kg.grammar.subjects import HONORIFIC, Subjects
from kg.grammar.units import root
from kg.grammar.workplaces import Workplaces
from kg.mentions.later import is_later
from kg.mentions.names import surnamed
from kg.mentions.shapes import shape
from kg.mentions.tokens import frequency, tokens
from kg.model import Candidate, Evidence, Finding, Mention, MentionKind, Span
from kg.reasons import Reason
from kg.vocab import KG, ORG

_HONOUR = re.compile(
    r"访问|客座|兼职|名誉|荣誉|顾问|委员$|会员|理事$|代表|成员|编委|院士|会长|主任委员"
)  # no place of work
_INNER = re.compile(
    "^(?:党|纪|工会|团委|常务)|总(?:会计师|工程师|经济师|法律顾问|审计师)$|(?<!部长)助理$|董事会秘书|监事"
)
_ROSE = re.compile("(?:做|干|当)起")
_PERHAPS = re.compile("(?P<name>[\u4e00-\u9fff]{2,3})(?=表示|介绍|说|指出|认为|强调|出席|主持|致辞|[，、（。])")
_TOLD = re.compile(
    r"(?:(?:被|受|获|经)?(?:委任|任命|聘任|聘请|增补|推选|推举|聘|选|调任|改任)(?:为|担任)|获聘为?|获选为?|获推选为|获任|受聘[为于]?|当选为?了?|"
    r"担任了?|出任|就任|接任|履新|执掌|荣任|升任|转任|改任|调任|兼任|续任|连任|继任|任职于|就职于|供职于|现任|曾任|历任|时任|原任|先后任|"
    r"现为|曾为|现系|任于|被聘|晋升|破格晋升|评聘为|评为|晋升为|任|为|是|并?非|系|当|做|作|当上|做到|干到)(?:过|了)?(?:原|前)?"
    r"(?:在?于?[\u4e00-\u9fff]{2,12}(?:上市|挂牌)(?:（[^（）\n]{1,20}）)?[的之])?$"
)
_NEVER = re.compile(r"(?:不得|不能|不宜|不可|不适合|不准|禁止|谁|可以|如何)(?:被|再)?\Z")
_REMOVED = re.compile(
    r"(?:免去|免除|解聘|解除|撤销|辞去|辞任|辞掉|卸任|离任|不再担任|不再兼任|不再任)(?:了|其|他的?|她的?)?(?:所?担?任的|兼任的)?(?:原|前)?$"
)
_BIOGRAPHICAL = re.compile(
    rf" ?{HONORIFIC}" r"(?:（[^（）\n]{1,30}）)?(?:[，,：: \u3000（(]| ?[-–—|｜/／]|系|是|，男|，女)"
)
_NARRATED = re.compile(r"[。！？；\n]|表示|认为|指出|强调|介绍|说[，：“]|称[，：“]")
_BY = re.compile(r"(?:（[^（）\n]{1,12}）|）)?(?:一职|职务|职位)?[，,]?(?:则|仍|拟|将|现|暂)?由")
_BY_VERB = re.compile(
    r"(?:先生|女士|教授|院士|同志)?(?:担任|兼任|出任|接任|升任|转任|继任|续任|任|接替|接掌|接手|代理)"
)
_IN_OFFICE = re.compile(r"的?(?:位子|位置|职位|岗位|职务|任期|任)(?:上|内|期间)")
_NEXT_POST = re.compile(rf"{HONORIFIC}(?:（[^（）\n]{{1,16}}）)?(?:[、，,和与及；;]|[；;。]?\n)")
_POST_ENDS = re.compile(
    r"(?:（[^（）\n]{1,60}）)?(?:[，,。；;）)\s”」、]|等|职务|一职|候选人|人选|的?职位|时|后|之后|以来|期间|，|至|$)"
)

_RESOLVED = "of a short form"  # the organisation: 该公司, 市数据局


@extractor(
    KG.Affiliation,
    examples=(
        Example("同样，北京大学公共政策系主任杨立华认为，要坚持人文引领。", quotes=("北京大学公共政策系主任杨立华",)),
        Example("首届校长论坛上，几家医院院长联合发表倡议，局长信箱同日开通。", quotes=()),
        Example("某部门负责人表示，主任一职空缺。", quotes=()),
    ),
)
def affiliation(document: Document) -> Iterator[Yield]:
    """The posts that people hold."""
    reader = _Reader(document)
    for chain in reader.chains:
        yield from reader.read(chain)
    yield from reader.behind_names()
    yield from reader.presumed()


class _Reader:
    """A document with its chains of posts; remembers who was told of last."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text.text
        # 王教授 of a later paragraph tells no post of hers
        self.people = [m for m in document.mentions if m.kind is MentionKind.PERSON and not is_later(document, m)]
        self.holders = Holders(document, self.people)
        self.chains = chains(document)
        self.short_forms = short_forms(document)
        self.bound: dict[Mention, Post] = {}  # the last post before a name, for the role behind it
        self.last_by: Post | None = None
        self.orphans: list[tuple[Mention, Post]] = []  # a name with a role, but no organisation beside them
        self.held: set[tuple[str, str]] = set()
        self.subjects = Subjects(self.text, self.people)
        self.workplaces = Workplaces(document, self.short_forms)

    def read(self, chain: Chain) -> Iterator[Yield]:
        """The findings of one chain."""
        chain = self._inheriting(chain)
        ahead = self.holders.behind(chain)
        if ahead:
            for number, person in enumerate(ahead):
                for post in chain if number == 0 else chain[-1:]:
                    yield from self._finding(person, post, "posts before the name", Span(post.start, person.span.end))
                self.bound.setdefault(person, chain[-1])
            return
        appointed = self._by(chain)
        if appointed:
            yield from self._by_findings(chain, appointed)
            return
        told = self._told(chain)
        if told and chain[0].organization is None and (appointing := self.workplaces.appointing(told[0][0])):
            chain = tuple(replace(post, organization=post.organization or appointing) for post in chain)
        for person, rule in told:
            for post in chain:
                yield from self._finding(person, post, rule, self._told_span(person, post))
        if not told and not self._is_nobody(chain):
            reason = Reason.NAME_UNSURE if self._almost_named(chain[-1].end) else Reason.NOBODY
            yield Candidate(KG.Affiliation, Span(chain[0].start, chain[-1].end), reason, "posts without a name")

    def behind_names(self) -> Iterator[Yield]:
        """Roles right behind names: …院长龚自强教授, 清华大学孟天广教授."""
        roles = {m.span.start: m for m in self.document.mentions if m.kind is MentionKind.ROLE}
        organizations = {m.span.end: m for m in self.document.mentions if m.kind is MentionKind.ORGANIZATION}
        for person in self.people:
            role = roles.get(person.span.end)
            if role is None or role.name not in words("roles", "honorific") or role.name in ("博士", "代表", "老师"):
                continue
            before = self.bound.get(person)
            link = person.span.start - (self.text[person.span.start - 1 : person.span.start] == "的")
            beside = organizations.get(link)
            organization = beside or (before.organization if before else None)
            if organization is None:
                continue
            if role.name == "院士" and not organization.name.endswith(("科学院", "工程院", "社科院", "学部")):
                continue
            start = before.start if before and not beside else organization.span.start
            post = Post(role, organization, start, inherited=True)
            yield from self._finding(person, post, "role behind the name", Span(start, role.span.end))

    def presumed(self) -> Iterator[Yield]:
        """Roles whose organisation was named before (董事长顾全 at the company that the text is about)."""
        for person, post in self.orphans:
            span = Span(min(post.start, person.span.start), max(post.end, person.span.end))
            if len(span) > 120:
                span = Span(post.start, post.end)
            ours = post.organization is not None and self.short_forms.is_own(post.organization)
            if (person.name, post.role.name) in self.held and not ours:
                continue
            organization = None if self._names_unread(post) else self.workplaces.presumed(post)
            if organization is None:
                yield Candidate(KG.Affiliation, span, Reason.NO_ORGANIZATION, "posts without an organisation")
                continue
            self.held.add((person.name, post.role.name))
            yield Finding(
                KG.Affiliation,
                ((ORG.member, person), (ORG.organization, organization), (ORG.role, post.role)),
                (Evidence(span, "organisation named before"),),
            )

    def _names_unread(self, post: Post) -> bool:
        """Whether a word right before a role is most likely an organisation that was not read as one."""
        if post.organization is not None or not post.start or self.text[post.start - 1] in "任届":  # 第二任院长
            return False
        cut = tokens(self.text)
        number = cut.before(post.start)
        return cut.end(number) == post.start and shape(cut.words[number], cut.tags[number]) in (
            "proper",
            "plain",
            "head",
        )

    def _inheriting(self, chain: Chain) -> Chain:
        """The chain with the organisation of the one before it: …局长金一鸣、副局长夏雨."""
        if chain[0].organization is not None:
            return chain
        number = bisect_right(self.people, chain[0].start, key=lambda person: person.span.end)
        person = self.people[number - 1] if number else None
        before = self.bound.get(person) if person else None
        if person is None or before is None or not _NEXT_POST.fullmatch(self.text, person.span.end, chain[0].start):
            return chain
        role = chain[0].role
        alike = role.name.startswith("副") or role.name[-2:] == before.role.name[-2:]
        listed = self.text[chain[0].start - 1] in "、和与及"
        if before.organization and _INNER.search(role.name) and not (listed or alike):
            full = self.short_forms.full(before.organization)
            before = replace(before, organization=before.organization._replace(name=root(full)))
        elif not listed and not alike and not (before.organization and fits(before.organization, role)):
            return chain
        return tuple(
            post if post.organization else replace(post, organization=before.organization, inherited=True)
            for post in chain
        )

    def _by(self, chain: Chain) -> Mention | None:
        """Who holds the posts by 由: 主任由董事长顾全兼任."""
        link = _BY.match(self.text, chain[-1].end)
        if link is None:
            return None
        stop = self.document.sentence_at(chain[-1].end - 1).span.end
        person = next(self.document.mentions_in(Span(link.end(), min(stop, link.end() + 60)), MentionKind.PERSON), None)
        return person if person and _BY_VERB.match(self.text, person.span.end) else None

    def _by_findings(self, chain: Chain, person: Mention) -> Iterator[Yield]:
        for post in chain:
            if post.organization is None and self.last_by and post.start - self.last_by.end < 60:
                post = replace(post, organization=self.last_by.organization)
            if post.organization is None:  # 市府设置资料长一职，由…
                sentence = Span(self.document.sentence_at(post.start).span.start, post.start)
                post = replace(
                    post, organization=next(self.document.mentions_in(sentence, MentionKind.ORGANIZATION), None)
                )
            self.last_by = post
            yield from self._finding(person, post, "post held by 由", Span(post.start, person.span.end))

    def _told(self, chain: Chain) -> list[tuple[Mention, str]]:
        """Whom a chain is told of, where no name stands behind it."""
        first, last = chain[0], chain[-1]
        sentence = self.document.sentence_at(first.start).span
        before = self.text[max(sentence.start, first.start - 40) : first.start]
        verb = _TOLD.search(before) or _REMOVED.search(before)
        by_verb = (
            bool(verb)
            or self._verb_inside(first)
            or bool(_IN_OFFICE.match(self.text, last.end) or _ROSE.match(self.text, last.end))
        )
        subjects = self.subjects.of(sentence, first.start, carried=by_verb, bound=self.bound)
        if not subjects:
            return self._of_row(sentence, chain)
        if verb and _NEVER.search(before, 0, verb.start()):
            return []
        if verb and self.subjects.has_other(subjects[-1], first.start - len(before) + verb.start()):
            return []
        gap = self.text[max(subjects[-1].span.end, first.start - 200) : first.start]
        ends = _POST_ENDS.match(self.text, last.end) or _IN_OFFICE.match(self.text, last.end)
        if gap.endswith("从") and _ROSE.match(self.text, last.end):  # 从技术员做起
            return [(person, "told by a verb") for person in subjects]
        if by_verb and "由" not in gap and ends:
            return [(person, "told by a verb") for person in subjects]
        if gap in ("的", "") and self.text.startswith("职务", last.end):
            return [(person, "removed from a post") for person in subjects]
        if subjects[-1].span.start < sentence.start:
            return []
        if (
            _BIOGRAPHICAL.match(gap)
            and not _NARRATED.search(gap)
            and len(gap) < 80
            and _POST_ENDS.match(self.text, last.end)
        ):
            return [(person, "posts behind the name") for person in subjects[-1:]]
        return self._of_row(sentence, chain) if "；" in gap else []

    def _of_row(self, sentence: Span, chain: Chain) -> list[tuple[Mention, str]]:
        """Whose post a row of a life says: 1995—1998　海州大学讲师; what somebody studied as is none."""
        person = self.subjects.of_row(sentence, chain[0].start)
        clause = self.text.rfind("；", sentence.start, chain[0].start) + 1 or sentence.start
        if person is None or _NARRATED.search(self.text, clause, chain[0].start):
            return []
        return [(person, "posts of a life")] if _POST_ENDS.match(self.text, chain[-1].end) else []

    def _verb_inside(self, post: Post) -> bool:
        """到某部当总经理: the verb stands between organisation and role."""
        if post.organization is None:
            return False
        between = self.text[post.organization.span.end : post.role.span.start]
        return bool(re.search(r"(?<!时|现|原|曾|历|新|首)(?:担任|出任|从事|任|当|做|作)", between))

    def _told_span(self, person: Mention, post: Post) -> Span:
        near = post.end - person.span.start <= 120
        return Span(person.span.start if near else post.start, post.end)

    def _almost_named(self, end: int) -> bool:
        """Whether what stands behind a post could be a name, but was not sure enough to be one."""
        match = _PERHAPS.match(self.text, end)
        return bool(match and surnamed(match["name"]) and not frequency(match["name"]))

    def _is_nobody(self, chain: Chain) -> bool:
        """A role alone, with no organisation: too common a word to be worth a look."""
        return all(post.organization is None for post in chain)

    def _finding(self, person: Mention, post: Post, rule: str, span: Span) -> Iterator[Yield]:
        if post.organization is None and rule == "told by a verb":
            post = replace(post, organization=self.workplaces.of_career(person, post))
        if post.inherited and post.organization:
            post = replace(post, organization=self.workplaces.with_role(post.organization, post.role))
        if post.organization is None or not self.short_forms.is_named(post.organization):
            self.orphans.append((person, post))
            return
        self.held.add((person.name, post.role.name))
        career = rule != "posts before the name"  # 海州大学校长周慎之出任会长: of another
        self.workplaces.note(person, post, career=career and not _HONOUR.search(post.role.name))
        resolved = self.short_forms.full(post.organization) != post.organization.name
        yield Finding(
            KG.Affiliation,
            ((ORG.member, person), (ORG.organization, post.organization), (ORG.role, post.role)),
            (Evidence(span, f"{rule}, {_RESOLVED}" if resolved else rule),),
        )

"""Where a post is held that names no organisation: at the workplace of a career, or at whom the article has named.

1998年周慎之进入南江集团，从技术员做起，2006年任总工程师。      a career goes on where it has got to
海州集团拟聘任孙悦为首席财务官。                              who appoints
海州博物院今日开馆。院长周慎之说，欢迎。                      the organisation of a kind that has such a post
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict

from kg.document import Document
from kg.gazetteer import company_endings
from kg.grammar.posts import Post, fits, has_kind, kinds_with, whole, within
from kg.grammar.shortforms import OURS, ShortForms
from kg.grammar.units import root
from kg.model import Mention, MentionKind, Span

_CAREER = 400  # code points that a career is told in without naming its workplace again
_JOINS = re.compile(
    r"(?:加入|进入|步入|走进|调入|调至|调到|调往|转入|转到|转至|转投|加盟|入职|回到|返回|重返|来到|投身|跳槽到|跳槽至|分配到|分配至|分配进|分配在"
    r"|分到|分至|派到|派往|派驻|下派到|选派到|挂职于|供职于|供职|就职于|任职于|任教于|执教于|受雇于|受聘于|服务于|工作于|工作在|留任|执业于|创办|创立|创建|成立|组建"
    r"|筹建|牵头办起|办起|联合创办|共同创办|联合创立)了?\Z"
)
_IN = re.compile(r"(?:在|于|到|去|赴|往|至|留)\Z")
_WORKS = re.compile(
    r"(?:[^，。；\n在到]{0,8}?)(?:工作|任教|任职|从教|执教|从医|行医|供职|服务|就职|上班|实习|挂职|从事|担任|出任|兼任|任|当|做|作)"
)
_VISITS = re.compile(r"(?:作|做|任|担任|从事)?(?:[^，。；\n]{0,6})?(?:访问|客座|进修|研修|访学|留学|攻读|学习|就读)")
_HOSTS = re.compile(r"[^，。；、\n]{0,6}")
_STAYS = re.compile(r"[^。；\n]{0,20}?留校")
_STUDIES = re.compile(r"(?:毕业于|就读于|考入|考取|入读|求学于)了?\Z")
_LEFT = re.compile(r"(?:离开|告别|退出|卖掉|出售|加入|进入|加盟|入职)了?\Z")
_BEFORE_THEN = re.compile(r"[^，。；\n]{0,8}?(?:之?前|以前|前夕)[，,]")
_APPOINTS = re.compile(r"[^，。；]{0,12}?(?:聘任|聘请|任命|委任|选举|推选|增补|提名)")
_DISMISSES = re.compile(r"[^，。；]{0,12}?[，：]?(?:免去|解聘|免除)")
_BOARD = re.compile("(?:董事会|股东大会|股东会)$")
_NEW_COMPANY = re.compile("(?:存续|合资|合并后的?|标的|目标)公司")  # none of the organisations named before
_ELECTS = re.compile(r"换届|当选|选举|任命|聘任|履新|新任|接任|领导班子|会员代表大会")
_ITS = re.compile(r"(?:其|它的|该公司的?)(?:原|前|现任)?\Z")
_COMPOSED = re.compile("(?:由|包括|成员为|成员包括|成员有|：)")
COMPANY_ROLES = re.compile(
    r"董事|监事|董事长|总经理|总裁|财务总监|财务负责人|董事会秘书|总监|首席.{2,4}官|证券事务代表"
)


_REST = re.compile(r"(?:[（(][^（）()\n]{1,30}[）)])?[ \u3000]*(?:\n|$)")  # of a line that is an organisation
_POSTS_ALONE = re.compile(r"[^\n。！？；：“”]{2,40}\n[ \u3000]*")


class Workplaces:
    """The organisations of a text, as those that posts without an organisation are held at."""

    def __init__(self, document: Document, short_forms: ShortForms) -> None:
        self._document = document
        self._text = document.text.text
        self._short_forms = short_forms
        self._organizations = [m for m in document.mentions if m.kind is MentionKind.ORGANIZATION]
        self._starts = [m.span.start for m in self._organizations]
        self._ends = [m.span.end for m in self._organizations]
        self._posts: list[tuple[int, str, Mention]] = []  # where each ends, role and organisation
        self._held: dict[str, set[Mention]] = defaultdict(set)  # by whom
        self._last: tuple[int, Mention | None] = (0, None)  # the last post whose organisation was named before
        self._elects = bool(_ELECTS.search(self._text, 0, max(0, self._text.find("\n"))))

    def note(self, person: Mention, post: Post, *, career: bool) -> None:
        """Somebody holds a post: others beside it are held there as well, and a career may go on there."""
        if post.organization:
            insort(self._posts, (post.end, post.role.name, post.organization))
            if career:
                self._held[person.name].add(post.organization)

    def of_career(self, person: Mention, post: Post) -> Mention | None:
        """Where somebody's career has got to when a post is told of without an organisation."""
        start = max(self._text.rfind("\n", 0, post.start) + 1, post.start - _CAREER)
        last = bisect_right(self._ends, post.start)
        if _VISITS.match(post.role.name):  # of nothing but where it says
            host = self._organizations[last - 1] if last else None
            return host if host and _HOSTS.fullmatch(self._text, host.span.end, post.start) else None
        for organization in reversed(self._organizations[bisect_left(self._ends, start) : last]):
            if organization in self._held[person.name] or self._works_at(organization, post):
                place = within(organization, post.role)
                if not has_kind(post.role) or fits(place, post.role):
                    return place
            elif self._stays_at(organization, post):
                return whole(organization)
        return None

    def _works_at(self, organization: Mention, post: Post) -> bool:
        """Whether the words around an organisation say that somebody works there: 进入…, 在…工作."""
        start, end = organization.span.start, organization.span.end
        before = self._text[max(0, start - 6) : start]
        if (_BEFORE_THEN.match(self._text, end) and _LEFT.search(before)) or _STUDIES.search(before):
            return False
        if _VISITS.match(self._text, end) and not _VISITS.match(post.role.name):
            return False
        return bool(_JOINS.search(before) or (_IN.search(before) and _WORKS.match(self._text, end, post.end)))

    def _stays_at(self, school: Mention, post: Post) -> bool:
        """Whether somebody who has studied at a school works there since: 毕业于…并留校."""
        before = self._text[max(0, school.span.start - 6) : school.span.start]
        return bool(_STUDIES.search(before) and _STAYS.match(self._text, school.span.end, post.start))

    def with_role(self, organization: Mention, role: Mention) -> Mention:
        """The organisation, or by its full name the larger one, that has a role: 集团办公室主任、副总裁."""
        if not has_kind(role) or fits(organization, role):
            return organization
        larger = organization._replace(name=root(self._short_forms.full(organization)))
        return larger if fits(larger, role) else organization

    def appointing(self, person: Mention) -> Mention | None:
        """Who appoints, where the post names no organisation: 海州集团拟聘任孙悦为首席财务官."""
        near = Span(max(0, person.span.start - 60), person.span.start)
        before = tuple(self._document.mentions_in(near, MentionKind.ORGANIZATION))
        if before and _APPOINTS.fullmatch(self._text, before[-1].span.end, person.span.start):
            return before[-1]
        if before and _DISMISSES.fullmatch(self._text, before[-1].span.end, person.span.start):
            company = self._of_board(before[-1])
            return company if company.name.endswith(company_endings()) else None
        return None

    def _of_board(self, board: Mention) -> Mention:
        """The company whose board decides; another organisation is itself."""
        name = _BOARD.sub("", board.name)
        start = board.span.start
        company = len(name) > 3 and name.endswith(company_endings()) and self._text.startswith(name, start)
        return board._replace(span=Span(start, start + len(name)), name=name) if company else board

    def presumed(self, post: Post) -> Mention | None:
        """The organisation that a post most likely is at, the surest reason first."""
        if self._of_new_company(post):
            return None
        if post.organization and self._short_forms.is_own(post.organization):
            return self._own(post) or (post.organization if post.organization.name in OURS else None)
        found = (
            self._below(post)
            or self._own(post)
            or (self._of_headline(post) if self._elects else None)
            or self._its(post)
            or self._deputy(post)
            or self._fitting(post)
            or self._beside(post)
            or self._of_headline(post)
            or self._publishing(post)
        )
        if found is None or (post.organization and not self._may_be(post.organization, found)):
            return None
        self._last = (post.end, found)
        return found

    def _may_be(self, reference: Mention, organization: Mention) -> bool:
        return self._short_forms.may_be(reference, self._short_forms.full(organization))

    def _of_new_company(self, post: Post) -> bool:
        """Whether the sentence tells of another company than those named before: 存续公司, 合资公司."""
        sentence = self._document.sentence_at(post.start).span.start
        return bool(
            COMPANY_ROLES.search(post.role.name)
            and _NEW_COMPANY.search(self._text, max(sentence, post.start - 200), post.role.span.start)
        )

    def _below(self, post: Post) -> Mention | None:
        """The organisation that is the whole line below a line of posts: 院长、教授⏎海州医院."""
        line = _POSTS_ALONE.match(self._text, self._text.rfind("\n", 0, post.start) + 1)
        number = bisect_left(self._starts, line.end()) if line else len(self._organizations)
        if line is None or number == len(self._organizations) or self._starts[number] != line.end():
            return None
        organization = self._organizations[number]
        return organization if _REST.match(self._text, organization.span.end) else None

    def _own(self, post: Post) -> Mention | None:
        """The company that gives notice, for the posts that companies have."""
        return self._short_forms.own if COMPANY_ROLES.search(post.role.name) else None

    def _of_headline(self, post: Post) -> Mention | None:
        """The organisation that the first line is about, of the kind that has such a role."""
        head = Span(0, self._text.find("\n") if "\n" in self._text[:120] else 0)
        named = self._document.mentions_in(head, MentionKind.ORGANIZATION)
        return next((organization for organization in named if fits(organization, post.role)), None)

    def _its(self, post: Post) -> Mention | None:
        """What a sentence is about: 云杉科技是一家服务商，其创始人周慎之…; 审核委员会由周慎之（主席）…组成."""
        sentence = Span(self._document.sentence_at(post.start).span.start, post.start)
        first = next(self._document.mentions_in(sentence, MentionKind.ORGANIZATION), None)
        if first is None:
            return None
        owned = _ITS.search(self._text, max(first.span.end, post.start - 4), post.start)
        composed = self._text[post.start - 1] == "（" and _COMPOSED.match(self._text, first.span.end)
        return first if owned or composed else None

    def _deputy(self, post: Post) -> Mention | None:
        """Where the head was told of whose deputy it is: 时任海州信息中心主任甲…，副主任乙…"""
        if not post.role.name.startswith("副"):
            return None
        last = bisect_left(self._posts, (post.start,))
        for end, role, organization in reversed(self._posts[max(0, last - 4) : last]):
            if role.endswith(post.role.name[-2:]) and post.start - end < 120:
                return organization if "\n" not in self._text[end : post.start] else None
        return None

    def _publishing(self, post: Post) -> Mention | None:
        """The organisation whose words the article is, if it has such a role."""
        kinds = kinds_with(post.role)
        company = "公司" in kinds  # companies are named in many an article
        return self._short_forms.publisher.of_kind(kinds, surely=company) if kinds else None

    def _beside(self, post: Post) -> Mention | None:
        """The organisation of the post told before in the paragraph: 院长甲；还有总会计师乙."""
        end, organization = self._last
        near = organization is not None and 0 <= post.start - end < 60 and "\n" not in self._text[end : post.start]
        return organization if near else None

    def _fitting(self, post: Post) -> Mention | None:
        """The last organisation before a post, in its paragraph, of the kind that has such a role."""
        paragraph = max(self._text.rfind("\n", 0, post.start) + 1, post.start - 400)
        before = tuple(self._document.mentions_in(Span(paragraph, post.start), MentionKind.ORGANIZATION))
        bodies = (self._of_board(organization) for organization in reversed(before))
        return next((organization for organization in bodies if self._fits(organization, post.role)), None)

    def _fits(self, organization: Mention, role: Mention) -> bool:
        """Whether an organisation, by its full name, is of the kind that has a role: 我校 has a 校长."""
        return fits(organization, role) or fits(organization._replace(name=self._short_forms.full(organization)), role)

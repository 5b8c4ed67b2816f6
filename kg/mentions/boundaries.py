"""Why a name begins and ends where it does, for one who asks about a fact: the readings that were weighed against it,
the word it ends in, what stands before it.
"""

from __future__ import annotations

from kg.document import Document
from kg.gazetteer import words
from kg.mentions.people import considered
from kg.mentions.shapes import ending
from kg.model import Mention, MentionKind

_ENDINGS = ("strong", "bare", "unit", "brand")  # kinds of words that organisations end in, the surest first
_MOST = 4  # readings that are told


def boundary(document: Document, mention: Mention) -> tuple[str, str]:
    """Why a mention is those characters and no others, in Chinese and English."""
    if mention.kind is MentionKind.PERSON:
        return _of_person(document, mention)
    if mention.kind is MentionKind.ORGANIZATION:
        return _of_organization(document, mention)
    if mention.kind is MentionKind.ROLE:
        return _of_role(mention)
    return _beside(document, mention)


def _of_person(document: Document, mention: Mention) -> tuple[str, str]:
    readings = considered(document, mention.span.start)
    if not readings:
        return "文中别处已认作人名", "read as a name elsewhere in the article"
    told = "，".join(f"{name} {weight:g}" for name, weight in readings[:_MOST])
    return f"各种读法的分量：{told}", f"weights of its readings: {told}"


def _of_organization(document: Document, mention: Mention) -> tuple[str, str]:
    found = next((end for kind in _ENDINGS if (end := ending(document[mention.span], kind))), "")
    zh, en = _beside(document, mention)
    if not found:
        return f"由其后的职务或文中别处认出；{zh}", f"known by the post behind it or from elsewhere; {en}"
    return f"以“{found}”收尾；{zh}", f"ends in {found}; {en}"


def _of_role(mention: Mention) -> tuple[str, str]:
    heads = [h for start in range(len(mention.name)) if (h := mention.name[start:]) in words("roles", "head", "weak")]
    head = heads[0] if heads else mention.name
    before = mention.name.removesuffix(head)
    return (f"“{before}”加“{head}”", f"{before} before {head}") if before else (f"职务“{head}”", f"the role {head}")


def _beside(document: Document, mention: Mention) -> tuple[str, str]:
    """What stands right before a mention."""
    before = document.text.text[max(0, mention.span.start - 1) : mention.span.start]
    if not before.strip():
        return "左边是行首", "at the start of a line"
    return f"左边是“{before}”", f"behind {before}"

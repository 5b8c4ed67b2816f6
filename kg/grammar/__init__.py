"""What extractors share: how Chinese texts list, count, place, order, relate and quote."""

"""The data folder: one writer, readers of snapshots."""

from kg.store.writer import Store

__all__ = ["Store"]

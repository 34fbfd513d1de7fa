"""What the collections of Excel share: by number from 1 or by name, how many, in turn, whether one is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Collection(Generic[T]):
    """A collection; its heirs say what is in it, and may find one faster."""

    def listed(self) -> list[tuple[str, T]]:
        """Everything in it by name, in order."""
        raise NotImplementedError

    def __call__(self, key: int | str) -> T:
        """One by its number from 1 or by its name in any case; KeyError where there is none."""
        found = self.listed()
        if isinstance(key, int) and 1 <= key <= len(found):
            return found[key - 1][1]
        for name, each in found:
            if isinstance(key, str) and name.lower() == key.lower():
                return each
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.listed())

    def __iter__(self) -> Iterator[T]:
        return iter([each for __, each in self.listed()])

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

"""Values that hold for one state of the catalogue, and go with it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """The lately used values of one state, by what they were made for; safe to share between threads."""

    def __init__(self, most: int) -> None:
        """Remember so many values at most."""
        self._most = most
        self._state: Hashable = None
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._turn = Lock()

    def get(self, state: Hashable, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value for a key, made now where this state has none; another state's are forgotten."""
        with self._turn:
            if state != self._state:
                self._state = state
                self._values.clear()
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._turn:
            if state == self._state:
                self._values[key] = value
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
        return value

    def known(self, state: Hashable, key: Hashable) -> Value | None:
        """Return the value for a key where this state has one."""
        with self._turn:
            if state != self._state or key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

"""Frozen values that cost little to declare: ``@record`` in the place of ``@dataclass(frozen=True, slots=True)``.

Thirty dataclasses took 40 of the 90 ms of ``import cleanup``: the module loads ``inspect``, and each class is given ten functions
made from text. A record is given its constructor that way; everything else is shared. To :mod:`dataclasses` (``asdict``,
``replace``, ``fields``) and to type checkers a record is a dataclass.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast, dataclass_transform, overload

Class = TypeVar("Class", bound=type)
Value = TypeVar("Value")

if TYPE_CHECKING:
    once = cached_property
else:

    class once(cached_property):  # noqa: N801  # it is written where cached_property would be
        """A cached property without a lock, which costs more than most of what is made for a segment of twenty words.

        Two threads may make the value at the same time; it is the same.
        """

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            value = instance.__dict__[self.attrname] = self.func(instance)
            return value


class _Made(NamedTuple):
    """A default value that is made anew for each record."""

    make: Callable[[], object]


def field(*, default_factory: Callable[[], Value]) -> Value:
    """The default value of a field that must not be shared."""
    return cast(Value, _Made(default_factory))


@overload
def record(cls: Class, /) -> Class: ...
@overload
def record(*, order: bool = ..., eq: bool = ...) -> Callable[[Class], Class]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type | None = None, /, *, order: bool = False, eq: bool = True) -> Any:
    """Makes a frozen class of the annotated fields of ``cls``, with slots; ``__post_init__`` is called when there is one.

    With ``eq=False`` a record equals nothing but itself; with ``order=True`` records are ordered by their fields. A class
    with cached properties has a ``__dict__`` for these.
    """

    def made(cls: type) -> type:
        return _record(cls, order, eq)

    return made if cls is None else made(cls)


def replace(value: Value, /, **changes: Any) -> Value:
    """The record with other values in some fields."""
    names = cast(Any, value).__match_args__
    return type(value)(**{name: getattr(value, name) for name in names} | changes)


def _record(cls: type, order: bool, eq: bool) -> type:
    below: list[Any] = [base for base in cls.__mro__[1:] if "_defaults" in base.__dict__][
        :1
    ]  # the record that it is a kind of
    fields = {name: kind for name, kind in cls.__annotations__.items() if not str(kind).startswith("ClassVar")}
    own = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    defaults = {name: own.pop(name) for name in fields if name in own}
    cached = not below and any(isinstance(value, cached_property) for value in own.values())
    slots = (*fields, "__dict__") if cached else tuple(fields)
    for base in below:
        fields, defaults = base._fields | fields, base._defaults | defaults
    names = tuple(fields)
    facts = {
        "__slots__": slots, "__match_args__": names, "_fields": fields, "_defaults": defaults,
        "_values": attrgetter(*names) if len(names) > 1 else staticmethod(lambda one: tuple(getattr(one, n) for n in names)),
    }  # fmt: skip
    shared = _SHARED | (_EQUALITY if eq else {}) | (_ORDER if order else {})
    # The slots of a class are laid out when it is made, so it is made once more.
    made = type(cls)(cls.__name__, cls.__bases__, shared | own | facts)
    for cell in (cell for value in own.values() for cell in getattr(value, "__closure__", None) or ()):
        if cell.cell_contents is cls:
            cell.cell_contents = made  # what super() goes by
    made.__init__ = _constructor(made, fields, defaults)  # type: ignore[misc]
    return made


def _constructor(cls: type, fields: Mapping[str, object], defaults: Mapping[str, object]) -> Callable[..., None]:
    """The function that takes the fields in their order and sets them."""
    scope: dict[str, Any] = {"_unset": _UNSET}
    parameters, lines = ["self"], []
    for name in fields:
        scope[f"_set_{name}"] = getattr(cls, name).__set__
        default = defaults.get(name, _UNSET)
        if isinstance(default, _Made):
            scope[f"_make_{name}"] = default.make
            parameters.append(f"{name}=_unset")
            lines.append(f"_set_{name}(self, _make_{name}() if {name} is _unset else {name})")
            continue
        scope[f"_default_{name}"] = default
        parameters.append(name if default is _UNSET else f"{name}=_default_{name}")
        lines.append(f"_set_{name}(self, {name})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n    ".join(lines or ["pass"])
    exec(f"def __init__({', '.join(parameters)}):\n    {body}", scope)  # noqa: S102  # names of fields, nothing else
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    made.__annotations__ = {**fields, "return": None}
    return made


def _refuse(self: Any, name: str, value: object = None) -> None:
    raise AttributeError(f"a {type(self).__name__} cannot be changed: {name}")


def _repr(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({fields})"


def _reduce(self: Any) -> tuple[type, tuple[object, ...]]:
    return type(self), self._values(self)


def _hash(self: Any) -> int:
    return hash(self._values(self))


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def method(self: Any, other: Any) -> bool:
        if type(other) is not type(self):
            return cast(bool, NotImplemented)
        return compare(self._values(self), other._values(other))

    return method


class _Fields:
    """What :mod:`dataclasses` keeps of a class, made when somebody asks: it takes longer than all else here."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, record: object, cls: type) -> Any:
        from dataclasses import make_dataclass

        return getattr(make_dataclass(cls.__name__, cast(Any, cls)._fields.items(), frozen=True), self._name)


_UNSET: Any = object()
_SHARED = {
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__repr__": _repr,
    "__reduce__": _reduce,
    "__replace__": replace,
    "__dataclass_fields__": _Fields("__dataclass_fields__"),
    "__dataclass_params__": _Fields("__dataclass_params__"),
}
_EQUALITY = {"__eq__": _compared(operator.eq), "__hash__": _hash}
_ORDER = {f"__{name}__": _compared(getattr(operator, name)) for name in ("lt", "le", "gt", "ge")}

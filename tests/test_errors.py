"""What goes wrong, by class: what it says, what it is, and that it survives the way to another process."""

import builtins
import copy
import inspect
import pickle
import re

import pytest

from ncfe_kb import errors
from ncfe_kb.catalogue.cause import Cause
from ncfe_kb.errors import CatalogueError, Fault

FAULT = Fault("“{term}” is not a role; it is one of {terms}", where="roles[1]", term="chef", terms="author")
RAISED = [
    errors.CatalogueError(),
    errors.InvalidRecord((FAULT, FAULT), "vaerk"),
    errors.InvalidFile((FAULT,), "vaerk", "entries/vaerk.toml"),
    errors.UnknownRecord("topic", "ekstrem", ("ekstremisme",), "topics"),
    errors.AmbiguousLabel("ret", ("jura", "mad")),
    errors.RecordExists("entry", "vaerk"),
    errors.PossibleDuplicate(("vaerk", "andet")),
    errors.StillReferred("vaerk", ("andet",)),
    errors.ChangedSince(7, "et-vaerk", (8, 9)),
    errors.ChangedMeanwhile("vaerk"),
    errors.Irreversible(7),
    errors.TopicLoop(("a", "b", "a")),
    errors.NotReadable("/a/{b}", "Permission denied"),
    errors.NotWritable("/a", "Permission denied"),
    errors.NotPrivate("/a", "Permission denied"),
    errors.NewerDatabase("/a", "0009"),
    errors.DamagedDatabase("/a", "file is not a database"),
    errors.InvalidAddress("it names no database"),
    errors.Unreachable("postgresql+psycopg://a/b", "Connection refused"),
    errors.CannotListen("127.0.0.1:80", "Permission denied"),
    errors.MissingExtra("psycopg", "postgres"),
    errors.Busy("/a"),
]
CLASSES = {
    one.__name__: one
    for _, one in inspect.getmembers(errors, inspect.isclass)
    if issubclass(one, CatalogueError) and one.__module__ == errors.__name__
}


CAUSE = Cause(errors.UnknownRecord("topic", "exjt", ("exit",)), where="topics[1]")


@pytest.mark.parametrize("raised", [*RAISED, FAULT, CAUSE], ids=lambda raised: type(raised).__name__)
def test_errors_survive_pickling_and_copying(raised: Exception) -> None:
    for twin in (pickle.loads(pickle.dumps(raised)), copy.copy(raised), copy.deepcopy(raised)):
        assert type(twin) is type(raised)
        assert str(twin) == str(raised)


@pytest.mark.parametrize("raised", RAISED, ids=lambda raised: type(raised).__name__)
def test_an_error_says_all_that_it_knows_in_one_line_of_the_readers_language(raised: CatalogueError) -> None:
    assert "\n" not in str(raised)
    assert "»" in raised.render(lambda message: f"»{message}«")
    texts = [
        value for name, value in vars(raised).items() if isinstance(value, str) and name not in {"type", "message"}
    ]
    assert [text for text in texts if text not in str(raised)] == []


def test_the_tree_of_errors_names_every_class_with_the_builtin_that_it_is() -> None:
    tree = dict(re.findall(r"[├└]── (\w+)(?: \((\w+)\))?", errors.__doc__ or ""))
    assert {"CatalogueError", *tree} == CLASSES.keys() == {type(raised).__name__ for raised in RAISED}
    for name, builtin in tree.items():
        parent = getattr(builtins, builtin) if builtin else errors.InvalidRecord
        assert issubclass(CLASSES[name], parent), name

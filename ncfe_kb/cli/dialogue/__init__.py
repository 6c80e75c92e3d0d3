"""The dialogue of add: a question for each field, a look at the whole, and a way back from anywhere."""

import click

from ncfe_kb.catalogue import Draft, Labelled
from ncfe_kb.cli.dialogue import choices
from ncfe_kb.cli.dialogue.answers import draft_of, without_numbers
from ncfe_kb.cli.dialogue.prompting import Back, Choice, ask
from ncfe_kb.cli.dialogue.questions import Question, questions_for
from ncfe_kb.cli.pages import show_entry
from ncfe_kb.cli.proposal_pages import proposal, show_proposed
from ncfe_kb.cli.session import Session
from ncfe_kb.cli.terminal import part, show, wrapped
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.languages import fold
from ncfe_kb.messages import N_

_TITLES = 1
"""The position of the question after which all titles are known."""
_INDENT = 2


class Dialogue:
    """One dialogue: the questions for a kind, and what was answered so far."""

    def __init__(self, session: Session, kind: str | None) -> None:
        """Ask for a work of this kind, by id or label, else for its kind first. Raises UnknownRecord, Abort."""
        self._catalogue, self._say = session.catalogue, session.say
        vocabulary = self._catalogue.vocabulary
        given = vocabulary.find_kind(kind) if kind else None
        show(*wrapped(part(self._say(N_("Enter goes on, ↑ or < goes back, Ctrl-C stops and changes nothing.")))))
        self._kind = given or vocabulary.find_kind(self._asked_kind())
        self._questions = questions_for(vocabulary.kinds[self._kind].shape, session.language)
        self._answers: dict[str, str] = {}
        self._position = 0

    def draft(self) -> Draft:
        """Ask what is not answered yet, show the work, and return it when it is agreed to. Raises Abort.

        Asked again, it begins with the look at the work.
        """
        while True:
            self._ask_rest()
            self._show()
            try:
                changed = self._agreed()
            except Back:
                self._position -= 1
                continue
            if changed is None:
                return self._drafted(self._answers)
            self._ask_alone(changed)

    def _asked_kind(self) -> str:
        while True:
            try:
                return ask(
                    self._say(N_("Kind")),
                    self._say,
                    choices=lambda typed: choices.kinds(self._catalogue, self._say, typed),
                    check=lambda typed: void(self._catalogue.vocabulary.find_kind(typed)),
                )
            except Back:
                continue  # there is nothing before it

    def _ask_rest(self) -> None:
        """Ask the questions that follow, back and forth."""
        while self._position < len(self._questions):
            question = self._questions[self._position]
            try:
                self._ask(question)
                if self._position == _TITLES:
                    self._tell_of_known()
                self._position += 1
            except Back as back:
                self._answers[question.field] = back.typed
                self._position = max(0, self._position - 1)

    def _tell_of_known(self) -> None:
        """Show the works that have the title, before more is typed for nothing."""
        entry, _ = self._catalogue.draft(self._drafted(self._answers))
        for one in self._catalogue.duplicates(entry):
            show(*wrapped(part(proposal(one, self._catalogue[one.other], self._say)), _INDENT, "!"))

    def _ask_alone(self, question: Question) -> None:
        try:
            self._ask(question)
        except Back:
            return  # it stays as it was

    def _ask(self, question: Question) -> None:
        proposed = self._proposed_topics() if question.field == "topics" else ()
        source = question.source

        def meant(typed: str) -> str:
            return without_numbers(typed, proposed) if proposed else typed

        typed = ask(
            self._say(question.label),
            self._say,
            default=self._answers.get(question.field, ""),
            hint=self._say(question.hint),
            choices=(lambda typed: source(self._catalogue, self._say, typed)) if source else None,
            check=lambda typed: self._check_bare(question, meant(typed)),
            is_list=question.is_list,
        )
        self._answers[question.field] = meant(typed)

    def _check_bare(self, question: Question, typed: str) -> None:
        """Raise what is wrong with an answer, without the name of the field, which stands in the question."""
        try:
            self._check(question, typed)
        except InvalidRecord as error:
            raise InvalidRecord(tuple(fault.at("") for fault in error.faults)) from None

    def _check(self, question: Question, typed: str) -> None:
        """Raise what is wrong with the work as it would be with this answer."""
        if self._position == 0 and not typed:
            return  # the title in the other language comes next
        answered = {one.field for one in self._questions[: self._position]}
        draft = self._drafted({name: self._answers[name] for name in answered} | {question.field: typed})
        for _, target in draft.relations:
            void(self._catalogue[target])
        self._catalogue.draft(draft)

    def _drafted(self, answers: dict[str, str]) -> Draft:
        return draft_of(self._kind, answers)

    def _proposed_topics(self) -> tuple[str, ...]:
        """Show the topics that the text speaks of, and return what each may be typed as."""
        entry, _ = self._catalogue.draft(self._drafted({**self._answers, "topics": "", "relations": ""}))
        found = self._catalogue.suggest(entry, language=self._say.language)
        show_proposed(found, self._say)
        return tuple(self._typed_as(one.topic) for one in found)

    def _typed_as(self, topic: Labelled) -> str:
        """Return a topic's label, or its id where others share the label."""
        is_shared = len(self._catalogue.vocabulary.topics.find(topic.label)) > 1
        return topic.id if is_shared else topic.label

    def _show(self) -> None:
        """Show the work as it will be."""
        entry, series = self._catalogue.draft(self._drafted(self._answers))
        show([])
        show_entry(entry, entry.relations, self._catalogue, self._say)
        show([])
        if series:
            show(*wrapped(part(self._say(N_("The series “{series}” is new.")).format(series=series.id))))

    def _agreed(self) -> Question | None:
        """Return what is to be asked again, None where the work is right. Raises Abort where it is not to be added."""
        yes, no = self._say(N_("yes")), self._say(N_("no"))
        answers = {yes: None, no: None} | {self._say(one.label): one for one in self._questions}

        def meant(typed: str) -> str:
            if found := next((answer for answer in answers if typed and fold(answer).startswith(fold(typed))), None):
                return found
            raise InvalidRecord((Fault(N_("answer yes or no, or name what to change")),))

        typed = ask(
            self._say(N_("Add it? (yes, no, or what to change)")),
            self._say,
            choices=lambda typed: [Choice(one, one) for one in answers if fold(one).startswith(fold(typed))],
            check=lambda typed: void(meant(typed)),
        )
        if (answer := meant(typed)) == no:
            raise click.Abort
        return answers[answer]


def void(_: object) -> None:
    """Let go of what is only asked for to see that it is there."""

"""Canaries, words that must not be public, and the pages that are made of them. `canary_site` plants the rest."""

import random
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page, PageViewRestriction, Site

from programs.models import Eligibility, Figure, Partnership, Question, Subject, TrainingModule
from site_project.models import HomePage
from stories.actions.record_basis import record_basis
from tests.factories.programs import PartnerFactory, ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory, HomePageFactory, SiteImageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.factories.volunteers import SignUpPageFactory, add_question

#: Who reads: our HTML pages (they show what our own site may), the API with our key, and everybody else.
SITE, OURS, NOBODY, LIBRARY, NEIGHBOUR = "our pages", "our key", "no key", "a partner’s key", "the other site"
FEED_READER = "a feed reader"
OWN = frozenset({SITE, OURS})

#: So many letters at the beginning of a canary tell it from all others.
BEGINNING = 5


@dataclass(repr=False)
class Canaries:
    """Words that occur nowhere else, by what they stand for; and who may read each all the same."""

    words: dict[str, str] = field(default_factory=dict)
    readers: dict[str, frozenset[str]] = field(default_factory=dict)
    _chance: random.Random = field(default_factory=lambda: random.Random(4))

    def __call__(self, name: str, readers: frozenset[str] = frozenset()) -> str:
        if name in self.words:
            raise ValueError(f"There are two canaries with the name {name}.")
        # Consonants and vowels in turn: one word for every tokenizer, with no ending that a stemmer takes off.
        beginnings = {word[:BEGINNING] for word in self.words.values()}
        while True:
            word = "z" + "".join(map(self._chance.choice, ("aeiou", "bcdfghjklmnpqrstvwxz") * 5)) + "ux"
            if word[:BEGINNING] not in beginnings:
                break
        self.add(name, word, readers)
        return word

    def add(self, name: str, word: str, readers: frozenset[str] = frozenset()) -> None:
        self.words[name] = word
        self.readers[name] = readers


def person(**values) -> dict:
    return {**PERSON, "kind": "person", "audience": "partners", **values}


def body(page: Page, *blocks: tuple[str, object]) -> StreamValue:
    blocks = [{"type": kind, "value": value, "id": str(number)} for number, (kind, value) in enumerate(blocks)]
    return StreamValue(page._meta.get_field("body").stream_block, blocks, is_lazy=True)


class Hidden:
    """Plants the pages that must not be public."""

    def __init__(self, home: HomePage) -> None:
        self.home, self.word = home, Canaries()
        self.hidden: dict[str, Page] = {}
        self.old_paths: set[str] = set()
        self.private_paths: set[str] = set()
        self.site = Site.objects.get()
        self.spanish = Locale.objects.get_or_create(language_code="es")[0]
        self.stories = StoryIndexPageFactory(parent=home, slug="stories", show_in_menus=True)
        self.programs = ProgramIndexPageFactory(parent=home, slug="programs", show_in_menus=True)
        self.user = get_user_model().objects.create_user(
            username=self.word("user: name to sign in"),
            email=f"{self.word('user: e-mail')}@example.org",
            first_name=self.word("user: first name"),
            last_name=self.word("user: last name"),
        )

    # --- Pages --------------------------------------------------------------------------------------------------------

    def marked(self, name: str, page_type: type, readers: frozenset[str] = frozenset()) -> dict:
        """Values for a page's factory, a canary in each."""
        page_class = page_type._meta.model
        names = {field.name for field in page_class._meta.get_fields()}
        values = {
            field: self.word(f"{name}: {field}", readers)
            for field in ("title", "slug", "seo_title", "search_description", "standfirst", "summary", "place", "intro")
            if field in names
        }
        if "body" in names:
            text = self.word(f"{name}: body", readers)
            values["body"] = body(page_class, ("heading", text), ("text", f"<p>{text}</p>"))
        return values

    def hide(self, name: str, factory, parent: Page, **values) -> Page:
        page = factory(parent=parent, **{**self.marked(name, factory), "show_in_menus": True, **values})
        self.hidden[name] = page
        return page

    def plant_hidden_pages(self) -> None:
        in_a_month = timezone.now() + timedelta(days=30)
        self.theme = ThemeFactory(name=self.word("theme of a draft: name"), slug=self.word("theme of a draft: slug"))
        self.partner = PartnerFactory(
            name=self.word("partner of a draft: name"),
            website=f"https://{self.word('partner of a draft: website')}.example",
        )
        draft = self.hide("draft story", StoryPageFactory, self.stories, live=False)
        draft.themes.set([self.theme])
        draft.save()
        self.hide("draft page", ContentPageFactory, self.home, live=False)
        program = self.hide("draft program", ProgramPageFactory, self.programs, live=False, provider=self.partner)
        self.describe("draft program", program)
        sign_up = self.hide("draft sign-up", SignUpPageFactory, self.home, live=False)
        add_question(sign_up, self.word("draft sign-up: question"))
        scheduled = self.hide("scheduled story", StoryPageFactory, self.stories, live=False, go_live_at=in_a_month)
        scheduled.save_revision(approved_go_live_at=in_a_month)
        alias = draft.create_alias(parent=self.stories, update_slug=self.word("alias of a draft: slug"))
        self.hidden["alias of a draft"] = alias
        gone = self.hide("unpublished page", ContentPageFactory, self.home)
        self.old_paths.add(gone.get_url())
        gone.unpublish()
        expired = self.hide("expired page", ContentPageFactory, self.home, expire_at=timezone.now() + timedelta(days=1))
        self.old_paths.add(expired.get_url())
        for kind in ("login", "password", "groups"):
            page = self.hide(f"page behind {kind}", ContentPageFactory, self.home)
            restriction = PageViewRestriction.objects.create(
                page=page,
                restriction_type=kind,
                password=self.word("password of a page") if kind == "password" else "",
            )
            self.hide(f"page below {kind}", ContentPageFactory, page)
            if kind == "groups":
                restriction.groups.create(name=self.word("group: name"))
        nowhere = HomePageFactory(parent=Page.objects.get(depth=1), **self.marked("page of no site", HomePageFactory))
        self.hidden["page of no site"] = nowhere
        self.hide("page below no site", ContentPageFactory, nowhere)

    def describe(self, name: str, program) -> None:
        """The lists of a program, which belong to its revisions."""
        today = timezone.localdate()
        word = self.word
        program.eligibility = [Eligibility(sentence=word(f"{name}: eligibility"))]
        program.partnerships = [Partnership(partner=self.partner, role="funding")]
        program.subjects = [Subject(name=word(f"{name}: subject"), credential=word(f"{name}: credential"))]
        program.training_modules = [TrainingModule(title=word(f"{name}: module"), aims=word(f"{name}: aims"))]
        program.questions = [Question(question=word(f"{name}: question"), answer=word(f"{name}: answer"))]
        program.figures = [Figure(statement=word(f"{name}: figure"), source=word(f"{name}: source"), source_date=today)]
        program.save_revision()

    def plant_stories(self) -> None:
        """Stories whose consent does not, or not any more, or not for everybody, cover that they are read."""
        today, word = timezone.localdate(), self.word
        # The clock of the test goes three days ahead before anybody reads.
        self.consents("lapsed story", valid_until=today + timedelta(days=1))
        self.consents("story whose consent begins later")
        record_basis(
            translation_key=self.hidden["story whose consent begins later"].translation_key,
            **person(valid_from=today + timedelta(days=30)),
        )
        self.consents("story whose consent was taken back")
        own_theme = ThemeFactory(name=word("theme of our own: name", OWN), slug=word("theme of our own: slug", OWN))
        image = SiteImageFactory(file__width=64, file__height=48, file__color="navy")
        self.own_story = StoryPageFactory(
            parent=self.stories,
            basis=person(audience="own"),
            hero_image=image,
            hero_alt=word("own story: alt text", OWN),
            hero_credit=word("own story: credit", OWN),
            **self.marked("own story", StoryPageFactory, OWN),
        )
        self.own_story.themes.set([own_theme])
        self.own_story.save()
        self.own_story.create_alias(parent=self.stories, update_slug=word("alias of the own story: slug", OWN))
        self.leaving = StoryPageFactory(
            parent=self.stories,
            title="Farewell",
            basis=person(),
            hero_image=SiteImageFactory(file__width=64, file__height=48, file__color="olive"),
        )

    def consents(self, name: str, **values) -> None:
        story = self.hide(
            name,
            StoryPageFactory,
            self.stories,
            basis=person(
                reference=self.word(f"{name}: reference"),
                # It is not shown yet, and when it is, not for these.
                public_name=self.word(f"{name}: public name"),
                obtained_by=self.word(f"{name}: obtained by"),
                user=self.user,
                **values,
            ),
        )
        self.old_paths.add(story.get_url())

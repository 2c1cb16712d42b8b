"""A small site with a canary in every place that must not be public, and public pages that point at all of them."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import wagtail_factories
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Comment, CommentReply, Page, PageLogEntry, Site, Task, Workflow, WorkflowTask

from headless.gate import Audience
from headless.models import FrontEnd, Mail, PublicPicture
from site_project.models import ContentPage, FeaturedPage, HomePage
from stories.actions.withdraw_consent import withdraw_consent
from tests.conftest import run_after_commit
from tests.factories.programs import PartnerFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory, HomePageFactory, SiteImageFactory
from tests.factories.stories import StoryPageFactory, ThemeFactory
from tests.factories.volunteers import ApplicationFactory, FormVersionFactory, SignUpPageFactory, add_question
from volunteers.models import AccessLink, LetterTemplate

from .canaries import LIBRARY, NEIGHBOUR, OURS, OWN, Canaries, Hidden, body, person

PHOTOGRAPH = Path(__file__).parents[1] / "data/photograph-with-gps.jpg"


@dataclass(repr=False)
class Planted:
    canaries: Canaries
    home: HomePage
    #: Public for everybody, for our own site alone, and to be taken back by a test.
    story: Page
    own_story: Page
    leaving: Page
    sign_up: Page
    hidden: dict[str, Page]
    sites: dict[str, Site]
    keys: dict[str, str]
    #: Addresses that pages had and have no more, and of what is private.
    old_paths: set[str]
    private_paths: set[str]


class Garden(Hidden):
    """Plants the site, step by step."""

    def plant(self) -> Planted:
        self.plant_hidden_pages()
        self.plant_stories()
        self.plant_public_pages()
        self.plant_files()
        self.plant_other_sites()
        self.plant_sign_ups()
        self.plant_small_things()
        self.point_at_everything()
        run_after_commit()
        self.withdraw()
        run_after_commit()
        # The addresses of its pictures alone would say that there is such a story.
        shown = set(PublicPicture.objects.exclude(document__page=self.own_story).values_list("file", flat=True))
        for number, name in enumerate(
            PublicPicture.objects.filter(document__page=self.own_story)
            .exclude(file__in=shown)
            .values_list("file", flat=True)
            .distinct()
        ):
            self.word.add(f"own story: picture {number}", name.rsplit("/", 1)[1].lower(), OWN)
        return Planted(
            canaries=self.word,
            home=self.home,
            story=self.story,
            own_story=self.own_story,
            leaving=self.leaving,
            sign_up=self.sign_up,
            hidden=self.hidden,
            sites={"ours": self.site, "other": self.other_site},
            keys=self.keys,
            old_paths=self.old_paths,
            private_paths=self.private_paths,
        )

    def plant_public_pages(self) -> None:
        word = self.word
        image = SiteImageFactory(
            title=word("image: title"),
            description=word("image: description"),
            credit=word("image: credit"),
            file=ContentFile(PHOTOGRAPH.read_bytes(), name=f"{word('image: file name')}.jpg"),
            uploaded_by_user=self.user,
            collection=wagtail_factories.CollectionFactory(name=word("collection: name")),
        )
        image.tags.add(word("image: tag"))
        rendition = image.get_rendition("width-20")
        self.private_paths |= {image.file.url, rendition.file.url, f"/media/{image.file.name}"}
        self.story = StoryPageFactory(
            parent=self.stories,
            title=word("story as it was first: title"),
            slug="lanterns",
            hero_image=image,
            basis=person(reference=word("basis: reference"), obtained_by=word("basis: obtained by"), user=self.user),
            owner=self.user,
        )
        self.story.title, self.story.hero_alt = "Lanterns", "Lights at night"
        self.story.themes.set([ThemeFactory(name="Hope", slug="hope")])
        self.program = ProgramPageFactory(
            parent=self.programs, title="Orchard", provider=PartnerFactory(name="A bakery")
        )
        self.about = ContentPageFactory(parent=self.home, title="About us", slug="about", show_in_menus=True)
        self.old_paths.add(self.about.get_url())
        self.about.slug = "about-us"
        self.about.save_revision().publish()
        spanish_home = self.home.copy_for_translation(self.spanish)
        spanish_home.slug, spanish_home.title = "inicio", "Segundas oportunidades"
        spanish_home.save_revision().publish()
        translated = self.story.copy_for_translation(self.spanish, copy_parents=True)
        for name, value in self.marked("draft translation", StoryPageFactory).items():
            setattr(translated, name, value)
        translated.save()
        self.hidden["draft translation"] = translated

    def plant_files(self) -> None:
        """What lies in the library and on no public page."""
        word = self.word
        image = SiteImageFactory(title=word("unused image: title"), file__filename=f"{word('unused image: file')}.jpg")
        document = get_document_model().objects.create(
            title=word("document: title"),
            file=ContentFile(word("document: content").encode(), name=f"{word('document: file name')}.txt"),
            uploaded_by_user=self.user,
        )
        document.tags.add(word("document: tag"))
        self.document = document
        storages["default"].save("evidence.txt", ContentFile(word("evidence: content").encode()))
        self.private_paths |= {image.file.url, document.url, document.file.url, "/media/evidence.txt"}
        self.private_paths |= {"/media/../private/evidence.txt", "/media/%2e%2e/private/evidence.txt"}

    def plant_other_sites(self) -> None:
        word, seen = self.word, frozenset({NEIGHBOUR})
        root = HomePageFactory(parent=Page.objects.get(depth=1), **self.marked("other site", HomePageFactory, seen))
        self.other_site = Site.objects.create(
            hostname="127.0.0.1", root_page=root, site_name=word("other site: name", seen)
        )
        ContentPageFactory(parent=root, **self.marked("page of the other site", ContentPageFactory, seen))
        self.hide("draft of the other site", ContentPageFactory, root, live=False)
        # A link to a page of the other site shows its title: it is public there.
        self.neighbour = ContentPageFactory(
            parent=root,
            title="Neighbours",
            body=body(ContentPage, ("text", f"<p>{word('linked page of the other site: body', seen)}</p>")),
        )

    def plant_sign_ups(self) -> None:
        word = self.word
        self.sign_up = SignUpPageFactory(
            parent=self.home,
            title="Help us",
            slug="help",
            reply_to=f"{word('sign-up: replies go to')}@example.org",
            acknowledgement_subject=word("sign-up: subject of the e-mail"),
            acknowledgement_text=word("sign-up: text of the e-mail"),
        )
        add_question(self.sign_up, "Which days?", sensitive=True)
        version = FormVersionFactory(
            page=self.sign_up,
            title=word("older form: title"),
            privacy_text=f"<p>{word('older form: privacy text')}</p>",
            questions=[
                {
                    "name": "older",
                    "kind": "singleline",
                    "label": word("older form: question"),
                    "help": "",
                    "required": True,
                    "choices": [],
                    "sensitive": False,
                }
            ],
        )
        application = ApplicationFactory(
            page=self.sign_up,
            form=version,
            name=word("application: name"),
            email=f"{word('application: e-mail')}@example.org",
            answers={"older": word("application: answer")},
            sensitive_answers={"which_days": word("application: sensitive answer")},
            note=word("application: private note"),
        )
        mail = Mail.objects.create(
            kind="sc_volunteers.letter",
            about=str(application.pk),
            key="canary",
            state="sent",
            subject=word("mail: subject"),
            text=word("mail: text"),
        )
        link = AccessLink.objects.create(
            application=application, mail_id=mail.pk, expires_at=timezone.now() + timedelta(days=9)
        )
        for name, row in (("application", application), ("mail", mail), ("link", link)):
            self.word.add(f"{name}: number", str(row.pk))
        LetterTemplate.objects.create(
            title=word("letter: title"), language="en", subject=word("letter: subject"), text=word("letter: text")
        )

    def plant_small_things(self) -> None:
        """What hangs on public pages, and what belongs to no page."""
        word = self.word
        FrontEnd.objects.create(
            name=word("front end: name"),
            audience=Audience.OWN,
            key=word("front end: key"),
            origins=f"https://{word('front end: origin')}.example",
        )
        self.keys = {
            OURS: FrontEnd.objects.create(name="Ours", audience=Audience.OWN).key,
            LIBRARY: FrontEnd.objects.create(name="Library", audience=Audience.PARTNER).key,
        }
        for reader, key in self.keys.items():
            self.word.add(f"publishable key of {reader}", key.lower())
        comment = Comment.objects.create(
            page=self.story, user=self.user, text=word("comment"), contentpath="title", position=""
        )
        CommentReply.objects.create(comment=comment, user=self.user, text=word("reply to a comment"))
        PageLogEntry.objects.log_action(self.story, "wagtail.edit", user=self.user, data={"note": word("log entry")})
        Page.objects.filter(pk=self.about.pk).update(locked=True, locked_by=self.user, locked_at=timezone.now())
        workflow = Workflow.objects.create(name=word("workflow: name"))
        task = Task.objects.create(name=word("workflow: task"))
        WorkflowTask.objects.create(workflow=workflow, task=task)
        self.program.save_revision()
        state = workflow.start(self.program, self.user)
        state.current_task_state.reject(user=self.user, comment=word("workflow: comment"), update=False)
        ThemeFactory(name=word("unused theme: name"), slug=word("unused theme: slug"))
        PartnerFactory(name=word("unused partner: name"))

    # --- Ways to them -------------------------------------------------------------------------------------------------

    def point_at_everything(self) -> None:
        """Public pages point at what is hidden, in every way there is."""
        targets = [*self.hidden.values(), self.own_story, self.neighbour]
        links = "".join(f'<li><a linktype="page" id="{page.pk}">See</a></li>' for page in targets)
        rich = f'<ul>{links}</ul><p><a linktype="document" id="{self.document.pk}">Paper</a></p>'
        calls = [
            (
                "call_to_action",
                {"action": "volunteer", "title": "Come", "text": "", "label": "Go", "page": page.pk, "url": ""},
            )
            for page in targets
        ]
        for page in (self.story, self.program, self.about, self.home):
            page.refresh_from_db() if page.pk == self.about.pk else None
            page.body = body(
                page,
                ("text", rich),
                ("questions", {"title": "Asked", "questions": [{"question": "Who?", "answer": rich}]}),
                *calls,
            )
        self.stories.intro = self.programs.intro = self.sign_up.intro = self.sign_up.thanks_text = rich
        self.sign_up.privacy_text = self.program.join_inside = self.program.source_note = rich
        self.story.related_page = self.hidden["draft story"]
        self.leaving.related_page = self.own_story
        self.home.action_page, self.home.action_label = self.hidden["page behind login"], "Help"
        self.home.featured = [FeaturedPage(page=page) for page in [*targets, self.story, self.leaving, self.program]]
        for page in (
            self.story,
            self.program,
            self.about,
            self.home,
            self.stories,
            self.programs,
            self.sign_up,
            self.leaving,
        ):
            page.save_revision().publish()
        # Each hidden page is the related page of a story of its own.
        for number, target in enumerate(self.hidden.values()):
            StoryPageFactory(
                parent=self.stories, title=f"Pointer {number}", slug=f"pointer-{number}", related_page=target
            )
            for is_permanent in (True, False):
                old = f"/short-{number}-{'always' if is_permanent else 'now'}"
                Redirect.objects.create(old_path=old, redirect_page=target, site=self.site, is_permanent=is_permanent)
                self.old_paths.add(old)
        Redirect.objects.create(old_path="/short-own", redirect_page=self.own_story, site=self.site)
        self.old_paths.add("/short-own")
        # What editors are writing now.
        draft = self.story.get_latest_revision_as_object()
        for name, value in self.marked("unpublished change of a story", StoryPageFactory).items():
            setattr(draft, name, value)
        draft.save_revision(user=self.user)
        program = self.program.get_latest_revision_as_object()
        for name, value in self.marked("unpublished change of a program", ProgramPageFactory).items():
            setattr(program, name, value)
        self.describe("unpublished change of a program", program)

    def withdraw(self) -> None:
        """Last: what was public until now."""
        withdraw_consent(
            translation_key=self.hidden["story whose consent was taken back"].translation_key, user=self.user
        )

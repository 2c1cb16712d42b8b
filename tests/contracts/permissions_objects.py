"""One of everything that an address of the admin can be about."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, Site, Task, UploadedFile, Workflow
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource

from headless.actions.share_draft import share_draft
from headless.models import FrontEnd, Mail, Webhook
from stories.actions.note_life_event import note_life_event
from stories.actions.note_use import note_use
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from stories.evidence import File
from stories.models import Evidence, LifeEvent, ObscuredPicture, Proof, ProofLink
from stories.models.bases import today
from stories.models.obscured import store_original, version_of
from stories.queries import current_basis
from tests.factories.programs import PartnerFactory, ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory, SiteImageFactory, make_site
from tests.factories.stories import PERSON, HelpLineFactory, StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory
from volunteers import mails
from volunteers.enums import State
from volunteers.models import LetterTemplate


def make_objects(user) -> dict[str, str]:
    """Make one of everything, seen from `user` (None for nobody): her uploads and her editing session are hers, all else
    belongs to a superuser. Returns what stands in an address for each, by name."""
    owner = get_user_model().objects.create_superuser(username="owner")
    pages = _pages(owner)
    collection = Collection.get_first_root_node().add_child(name="Pictures of the garden")
    files = _files(collection, user or owner)
    made = {
        **pages,
        **files,
        **_reviewed(pages["reviewed"], owner),
        **_translated(pages["translated"]),
        "collection": collection,
        "empty_collection": Collection.get_first_root_node().add_child(name="Empty"),
        "evidence": _evidence(pages["story"]),
        **_withdrawn(pages["withdrawn"]),
        "life_event": _life_event(pages["story"]),
        **_shown(pages["story"]),
        "theme": ThemeFactory(),
        "help_line": HelpLineFactory(),
        "partner": PartnerFactory(),
        "application": ApplicationFactory(page=pages["sign_up"]),
        "suspect": ApplicationFactory(page=pages["sign_up"], state=State.SUSPECT),
        "failed_mail": Mail.objects.create(kind=mails.NEWS, about="1", key="failed", state="failed"),
        "letter_template": LetterTemplate.objects.create(
            title="Welcome", language="en", subject="Welcome", text="Welcome"
        ),
        "front_end": FrontEnd.objects.create(name="A front end"),
        # Nothing is called there: it would need https.
        "webhook": Webhook.objects.create(name="A webhook", address="http://127.0.0.1:9/", secret="whsec_AAAA"),
        "draft_link": share_draft(page=pages["story"], days=1, user=None)[0],
        "superuser": owner,
        "somebody": get_user_model().objects.create_user(username="somebody"),
        "group": Group.objects.create(name="A group"),
        "site": Site.objects.create(hostname="second.example.org", root_page=pages["home"]),
        "locale": Locale.objects.get(language_code="es"),
        "redirect": Redirect.objects.create(old_path="/old", redirect_page=pages["home"]),
        "session": EditingSession.objects.create(
            user=user or owner, content_object=pages["story"], last_seen_at=timezone.now()
        ),
    }
    return {name: str(getattr(item, "pk", item)) for name, item in made.items()}


def _evidence(story) -> Evidence:
    """Of what the story stands on."""
    return Evidence.keep(current_basis(story), File("signed.txt", b"Yes."))


def _withdrawn(story) -> dict:
    """A story that she took back, and what is to be recalled of it."""
    note_use(translation_key=story.translation_key, kind="print", where="A brochure")
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    return {"withdrawal": withdrawal, "recall": withdrawal.recalls.get()}


def _life_event(story) -> LifeEvent:
    """Of a woman on whose consent the story stood before."""
    current = current_basis(story)
    record_basis(translation_key=story.translation_key, **PERSON)
    person = current_basis(story).person
    record_basis(translation_key=story.translation_key, kind=current.kind, nature=current.nature)
    return note_life_event(person=person, day=today(), kind="other")


def _shown(story) -> dict:
    """A proof that waits for an answer, and the private link to it."""
    values = {"locale": story.locale.language_code, "language": "en", "basis": current_basis(story)}
    proof = Proof.keep(mark="ACDEFH", pdf=b"%PDF-", content=b"{}", translation_key=story.translation_key, **values)
    link, _token = ProofLink.make(proof=proof, expires_at=timezone.now() + timedelta(days=1))
    return {"proof": proof, "proof_link": link}


def _keep_original(image) -> None:
    """As if parts of it had been obscured."""
    original = store_original(b"As it was.")
    ObscuredPicture.objects.create(
        image_id=image.pk, version=version_of(image), original=original.name, original_name="original_images/a.jpg"
    )
    original.is_wanted()


def _pages(owner) -> dict:
    root = Page.get_first_root_node()
    home = make_site()
    stories = StoryIndexPageFactory(parent=home)
    programs = ProgramIndexPageFactory(parent=home)
    story = StoryPageFactory(parent=stories, owner=owner)
    story.save_revision(user=owner).publish()
    earlier = story.save_revision(user=owner)
    # Nobody may change a page that is going to be published by itself.
    planned = StoryPageFactory(parent=stories, go_live_at=timezone.now() + timedelta(days=1))
    scheduled = planned.save_revision(user=owner, approved_go_live_at=planned.go_live_at)
    locked = StoryPageFactory(parent=stories, locked=True, locked_by=owner, locked_at=timezone.now())
    return {
        "root": root,
        "home": home,
        "story_index": stories,
        "program_index": programs,
        "story": story,
        "revision": earlier,
        "planned": planned,
        "scheduled_revision": scheduled,
        "locked": locked,
        "alias": story.create_alias(parent=stories, update_slug="an-alias"),
        "reviewed": StoryPageFactory(parent=stories),
        "of_a_person": StoryPageFactory(parent=stories, basis=PERSON),
        "withdrawn": StoryPageFactory(parent=stories, basis=PERSON | {"reference": "R-2"}),
        "translated": StoryPageFactory(parent=stories, hero_image=SiteImageFactory()),
        "program": ProgramPageFactory(parent=programs),
        "content": ContentPageFactory(parent=home, title="About us"),
        "sign_up": SignUpPageFactory(parent=home),
    }


def _files(collection, user) -> dict:
    image = SiteImageFactory(collection=collection)
    _keep_original(image)
    document = get_document_model().objects.create(
        title="A leaflet", collection=collection, file=ContentFile(b"Words.", "leaflet.txt")
    )
    uploads = {
        name: UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(content.read(), name),
            uploaded_by_user=user,
        )
        for name, model, content in [
            ("uploaded_image", get_image_model(), image.file),
            ("uploaded_document", get_document_model(), document.file),
        ]
    }
    return {"image": image, "document": document, "file_name": image.file.name, **uploads}


def _reviewed(page, owner) -> dict:
    """A page that waits in Wagtail's own workflow."""
    workflow = Workflow.objects.get()
    page.save_revision(user=owner)
    state = workflow.start(page, owner)
    return {
        "workflow": workflow,
        "task": Task.objects.get(),
        "workflow_state": state,
        "task_state": state.current_task_state,
    }


def _translated(page) -> dict:
    """A page that wagtail-localize has a translation of."""
    spanish, _created = Locale.objects.get_or_create(language_code="es")
    source, _created = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=spanish)
    translation.save_target()
    return {
        "translation_source": source,
        "translation": translation,
        "translation_page": page.get_translation(spanish),
        "string_segment": StringSegment.objects.filter(source=source).first(),
        "overridable_segment": OverridableSegment.objects.filter(source=source).first(),
    }

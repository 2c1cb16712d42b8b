"""After a picture was obscured, no file of any storage shows what was there, whatever fails on the way."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry

from headless.documents import dependencies, refresh
from headless.gate import Audience
from headless.models import DocumentDependency, PublicPicture
from stories.actions import obscure_picture as obscuring
from stories.actions.clear_up_pictures import clear_up_pictures, something_is_left
from stories.actions.delete_original import delete_original
from stories.actions.mark_pictures import mark_pictures
from stories.actions.obscure_picture import obscure_picture
from stories.actions.read_original import OriginalIsGone, read_original
from stories.actions.record_basis import record_basis
from stories.actions.replace_picture import ChangedMeanwhile, PictureIsGone
from stories.actions.restore_picture import restore_picture
from stories.enums import Manner
from stories.images.obscure import Region, UnusableRegions
from stories.images.strip_metadata import UnusableImage
from stories.models import FileToDelete, ObscuredPicture, PictureElements
from stories.models.obscured import FOLDER, version_of
from tests.conftest import run_after_commit
from tests.factories.site_project import SiteImageFactory
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory
from tests.published import differences, document_of
from tests.stories.picture_with_face import FACE, files, files_that_show_face, picture_with_face, shows_face, with_face
from tests.stories.telling import body, but, consent, tell

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def picture():
    return picture_with_face()


def obscured(picture, regions=(FACE,), manner="pixelate", keep_original=True, **options):
    row = obscure_picture(
        image_id=picture.pk,
        version=options.pop("version", None) or version_of(picture),
        regions=list(regions),
        manner=manner,
        keep_original=keep_original,
        **options,
    )
    run_after_commit()
    picture.refresh_from_db()
    return row


def restored(picture, **options):
    restore_picture(image_id=picture.pk, version=version_of(picture), **options)
    run_after_commit()
    picture.refresh_from_db()


def content(picture) -> bytes:
    with picture.file.storage.open(picture.file.name) as file:
        return file.read()


def originals() -> list[str]:
    storage = storages["default"]
    return storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else []


def log_of(picture) -> list[tuple]:
    entries = ModelLogEntry.objects.filter(object_id=str(picture.pk), action__startswith="sc_stories.").order_by("pk")
    return [(entry.action.removeprefix("sc_stories."), entry.user, entry.data) for entry in entries]


@pytest.fixture
def shown_everywhere(home, picture):
    """In two stories and on the admin's pages."""
    index = StoryIndexPageFactory(parent=home, slug="stories")
    one = StoryPageFactory(parent=index, hero_image=picture, hero_alt="A woman")
    other = StoryPageFactory(parent=index)
    value = {"image": {"image": picture.pk, "alt_text": "A woman", "decorative": False}}
    other.body = body(other, ("picture", value))
    other.save_revision().publish()
    run_after_commit()
    for spec in ("max-800x600", "max-165x165", "original", "width-500"):
        picture.get_rendition(spec)
    return [one, other]


# --- Everywhere -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("manner", list(Manner))
@pytest.mark.parametrize("keep_original", [True, False])
def test_no_file_shows_what_was_there(shown_everywhere, picture, manner, keep_original):
    before = files_that_show_face()
    assert len([name for name in before if name.startswith("public_pictures:")]) > 5
    assert len([name for name in before if name.startswith("default:")]) >= 4
    obscured(picture, manner=manner, keep_original=keep_original)
    assert files_that_show_face() == []
    assert not FileToDelete.objects.exists()
    # Documents show the new one, at once and without the worker, and nothing is left of the old one.
    for page in shown_everywhere:
        assert document_of(page)
    assert document_of(shown_everywhere[0]).hero.renditions
    for row in PublicPicture.objects.all():
        assert storages["public_pictures"].exists(row.file)
    refresh.build_stale()
    assert differences() == [] and files_that_show_face() == []
    for spec in ("max-800x600", "original"):
        assert not shows_face(content(picture.get_rendition(spec)))


def test_the_library_has_the_new_picture_under_another_name(picture):
    old_name, old_hash = picture.file.name, picture.file_hash
    picture.set_focal_point(picture.get_rect())
    picture.save()
    obscured(picture, manner="cover")
    assert picture.file.name != old_name and "zuleika" not in picture.file.name and picture.file.name.endswith(".png")
    assert (picture.width, picture.height) == (700, 440) and picture.has_focal_point()
    assert picture.file_size == len(content(picture)) and picture.file_hash not in ("", old_hash)
    assert picture._meta.model.objects.filter(file_hash=picture.file_hash).get() == picture
    assert picture.title.startswith("Image") or picture.title


def test_what_was_drawn_is_recorded_and_noted(picture, admin_user):
    row = obscured(picture, [FACE, Region(0, 0, 0.1, 0.1)], "cover", user=admin_user)
    row.refresh_from_db()
    assert [(item["left"], item["manner"]) for item in row.regions] == [(0.25, "cover"), (0, "cover")]
    assert row.by == admin_user and ObscuredPicture.of(picture) == row
    assert log_of(picture) == [
        ("picture_obscured", admin_user, {"regions": 2, "manner": "cover", "original": "kept"}),
    ]
    assert "zuleika" not in str(row) and str(picture.title) not in str(row)


def test_what_the_picture_shows_is_left_for_staff_to_say(picture):
    PictureElements.objects.create(image_id=picture.pk, elements=["face", "place"])
    obscured(picture)
    assert PictureElements.of([picture.pk]) == {picture.pk: {"face", "place"}}


def test_a_picture_that_some_host_stored_as_its_camera_wrote_it_is_turned_upright(picture):
    from tests.stories.images.test_strip_metadata import jpeg, opened

    storage, name = picture.file.storage, "original_images/turned.jpg"
    with storage.open(name, "wb") as file:
        file.write(jpeg(orientation=6))
    picture.file = name
    picture.file_hash = ""
    picture.set_focal_point(picture.get_rect())
    picture.save()
    assert (picture.width, picture.height) == (96, 64)
    obscured(picture)
    assert (picture.width, picture.height) == (64, 96) == opened(content(picture)).size
    assert not picture.has_focal_point()


# --- The original -----------------------------------------------------------------------------------------------------


def test_a_kept_original_is_encrypted_and_its_name_says_nothing(picture):
    before = content(picture)
    row = obscured(picture)
    (name,) = originals()
    stored = storages["default"].open(f"{FOLDER}/{name}").read()
    assert "." not in name and b"PNG" not in stored and not shows_face(stored)
    assert row.read_original() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sc_stories_obscuredpicture")
        assert "zuleika" not in str(cursor.fetchone())


def test_a_deleted_one_is_nowhere(picture):
    row = obscured(picture, keep_original=False)
    assert originals() == [] and row.original == ""
    with pytest.raises(OriginalIsGone):
        read_original(image=picture, user=None)


def test_each_reading_is_noted(picture, admin_user):
    before = content(picture)
    obscured(picture)
    assert read_original(image=picture, user=admin_user) == before
    assert log_of(picture)[-1] == ("original_read", admin_user, {})


def test_once_more_on_top_keeps_the_first_original(picture):
    before = content(picture)
    obscured(picture, [FACE])
    row = obscured(picture, [Region(0, 0, 0.1, 0.1)], "cover")
    assert row.read_original() == before and len(originals()) == 1
    assert [item["manner"] for item in row.regions] == ["pixelate", "cover"]
    assert files_that_show_face() == []
    row = obscured(picture, [Region(0, 0, 0.2, 0.1)], "cover", keep_original=False)
    assert originals() == [] and row.original == ""


def test_drawn_anew_from_the_original_the_old_regions_are_no_more(picture):
    before = content(picture)
    obscured(picture, [Region(0, 0, 1, 1)], "cover")
    row = obscured(picture, [FACE], "pixelate", from_original=True)
    assert [item["left"] for item in row.regions] == [0.25] and row.read_original() == before
    from tests.stories.images.test_strip_metadata import opened

    assert opened(content(picture)).convert("RGB").getpixel((5, 5)) == (120, 150, 140)
    assert files_that_show_face() == [] and len(originals()) == 1


def test_it_is_restored_as_it_was(shown_everywhere, picture, admin_user):
    before = content(picture)
    obscured(picture)
    restored(picture, user=admin_user)
    assert content(picture) == before and picture.file.name.endswith(".png")
    assert not ObscuredPicture.objects.exists() and originals() == [] and not FileToDelete.objects.exists()
    assert log_of(picture)[-1] == ("picture_restored", admin_user, {})
    assert document_of(shown_everywhere[0]).hero and any("public" in name for name in files_that_show_face())
    assert differences() == []


@pytest.mark.parametrize("again", [restored, partial(obscured, regions=[Region(0, 0, 0.1, 0.1)], from_original=True)])
def test_what_can_be_seen_again_is_marked_again(home, picture, again):
    """Staff took the mark away because her face was covered: without it, nothing would leave the picture out."""
    PictureElements.objects.create(image_id=picture.pk, elements=["face", "children"])
    page = tell(StoryIndexPageFactory(parent=home, slug="stories"), hero_image=picture, hero_alt="A woman")
    record_basis(
        translation_key=page.translation_key, **consent(own=but("face", "children"), partners=but("face", "children"))
    )
    obscured(picture)
    obscured(picture, [Region(0.8, 0.8, 0.1, 0.1)])
    mark_pictures(shown={picture.pk: []}, images={picture.pk: picture})
    page.save_revision().publish()
    run_after_commit()
    assert document_of(page).hero
    again(picture)
    assert PictureElements.of([picture.pk]) == {picture.pk: {"face", "children"}}
    assert document_of(page).hero is None and not PublicPicture.objects.filter(image_id=picture.pk).exists()


def test_the_original_is_deleted_when_staff_say_so(picture, admin_user):
    obscured(picture)
    delete_original(image=picture, user=admin_user)
    run_after_commit()
    assert originals() == [] and log_of(picture)[-1] == ("original_deleted", admin_user, {})
    assert ObscuredPicture.of(picture)
    with pytest.raises(OriginalIsGone):
        delete_original(image=picture)
    with pytest.raises(OriginalIsGone):
        restored(picture)


def test_it_goes_with_the_picture(picture):
    obscured(picture)
    picture.delete()
    run_after_commit()
    assert originals() == [] and not ObscuredPicture.objects.exists() and not FileToDelete.objects.exists()


def test_another_file_that_was_uploaded_instead_is_not_obscured(picture):
    obscured(picture, [FACE])
    picture.file.save("another.png", SiteImageFactory().file, save=False)
    picture.file_hash = ""
    picture.save()
    assert ObscuredPicture.of(picture) is None
    with pytest.raises(OriginalIsGone):
        restored(picture)
    row = obscured(picture, [Region(0, 0, 0.5, 0.5)])
    assert len(row.regions) == 1 and len(originals()) == 1 and not shows_face(row.read_original())


def test_originals_are_read_after_a_change_of_keys(picture, settings):
    before = content(picture)
    obscured(picture)
    new = "YW5vdGhlci1vbmUtZm9yLXRlc3RzLS0tLS0tLS0tLS0="
    old = settings.SECOND_CHANCES["ENCRYPTION_KEYS"]
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": [new, *old]}
    call_command("second_chances_key", "--renew", verbosity=0)
    run_after_commit()
    clear_up_pictures()
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": [new]}
    assert ObscuredPicture.objects.get().read_original() == before and len(originals()) == 1


# --- What cannot be ---------------------------------------------------------------------------------------------------


def unchanged(picture, before) -> bool:
    run_after_commit()
    now = get_image_model().objects.get(pk=picture.pk)
    return (
        now.file.name == picture.file.name
        and files() == before
        and not ObscuredPicture.objects.exists()
        and log_of(picture) == []
        and not FileToDelete.objects.exists()
    )


@pytest.mark.parametrize("regions", [[], [Region(0.9, 0.9, 0.2, 0.2)], [Region(0, 0, 0, 0)], [FACE] * 999])
def test_odd_regions_change_nothing(picture, regions):
    before = files()
    with pytest.raises(UnusableRegions):
        obscured(picture, regions)
    assert unchanged(picture, before)


@pytest.mark.parametrize(
    "damaged", [b"", b"no picture", with_face()[:400], b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_nor_does_an_undecodable_picture(picture, damaged):
    with open(picture.file.path, "wb") as file:
        file.write(damaged)
    before = files()
    with pytest.raises(UnusableImage):
        obscured(picture)
    assert unchanged(picture, before)


def test_nor_one_of_too_many_points(picture, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    before = files()
    with pytest.raises(UnusableImage, match="too_many_pixels"):
        obscured(picture)
    assert unchanged(picture, before)


def test_a_picture_that_is_gone(picture):
    version = version_of(picture)
    picture.file.storage.delete(picture.file.name)
    with pytest.raises(PictureIsGone):
        obscured(picture, version=version)
    picture.delete()
    run_after_commit()
    with pytest.raises(PictureIsGone):
        obscure_picture(image_id=9999, version=version, regions=[FACE], manner="cover", keep_original=True)
    assert originals() == []


def test_an_original_that_is_gone(picture):
    obscured(picture)
    storages["default"].delete(f"{FOLDER}/{originals()[0]}")
    for attempt in (lambda: obscured(picture, from_original=True), lambda: restored(picture)):
        with pytest.raises(OriginalIsGone):
            attempt()
    assert files_that_show_face() == []


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(picture):
    version = version_of(picture)
    obscured(picture, [FACE])
    first = content(picture)
    with pytest.raises(ChangedMeanwhile):
        obscured(picture, [Region(0, 0, 1, 1)], "cover", keep_original=False, version=version)
    assert content(picture) == first and len(originals()) == 1


def test_nor_if_she_is_faster_by_a_second(picture, monkeypatch):
    """Both have seen the same picture; one is done while the other's is being made."""
    real = obscuring.obscure

    def slower(*args, **kwargs):
        monkeypatch.setattr(obscuring, "obscure", real)
        obscured(picture, [FACE], "pixelate")
        return real(*args, **kwargs)

    monkeypatch.setattr(obscuring, "obscure", slower)
    with pytest.raises(ChangedMeanwhile):
        obscured(picture, [Region(0, 0, 0.1, 0.1)], "cover")
    run_after_commit()
    assert files_that_show_face() == [] and len(originals()) == 1
    assert [item["manner"] for item in ObscuredPicture.objects.get().regions] == ["pixelate"]
    assert not FileToDelete.objects.exists()


# --- What fails -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("failing", [1, 2])
def test_a_storage_that_fails_while_it_writes_changes_nothing(shown_everywhere, picture, monkeypatch, failing):
    """First the original is written, then the new picture."""
    before, real, calls = files(), storages["default"]._save, []

    def save(name, written):
        calls.append(name)
        if len(calls) == failing:
            raise OSError("No space left")
        return real(name, written)

    monkeypatch.setattr(storages["default"], "_save", save)
    with pytest.raises(OSError, match="No space"):
        obscured(picture)
    assert len(calls) == failing
    if failing == 2:
        clear_up_pictures()
    assert files() == before and log_of(picture) == [] and not ObscuredPicture.objects.exists()


def test_a_database_that_fails_changes_nothing(picture, monkeypatch):
    before = files()
    monkeypatch.setattr(obscuring, "log", _fail)
    with pytest.raises(OSError, match="Broken"):
        obscured(picture)
    assert unchanged(picture, before)


def _fail(*args, **kwargs):
    raise OSError("Broken")


@pytest.mark.parametrize("alias", ["default", "public_pictures"])
def test_what_could_not_be_deleted_is_deleted_by_the_worker(shown_everywhere, picture, monkeypatch, caplog, alias):
    with monkeypatch.context() as broken:
        broken.setattr(type(storages[alias]), "delete", _fail)
        with caplog.at_level("ERROR", logger="stories"):
            obscured(picture)
        assert files_that_show_face() and something_is_left()
        # Nobody is given the old ones all the same: no document has them.
        shown = set(PublicPicture.objects.values_list("file", flat=True))
        assert not any(name.removeprefix("public_pictures:") in shown for name in files_that_show_face())
    assert "zuleika" not in caplog.text
    assert clear_up_pictures() == 0 and files_that_show_face() == []
    assert not something_is_left()


def test_a_process_that_dies_before_the_commit_leaves_nothing_for_long(picture, monkeypatch):
    monkeypatch.setattr(FileToDelete, "is_not_wanted", lambda self: None)  # it is not there any more to say so
    monkeypatch.setattr(obscuring, "log", _fail)
    before = files()
    with pytest.raises(OSError, match="Broken"):
        obscured(picture)
    assert len(files()) == len(before) + 2 and not something_is_left()
    FileToDelete.objects.update(at=timezone.now() - timedelta(seconds=1))
    assert something_is_left() and clear_up_pictures() == 0
    assert files() == before


def test_what_others_made_of_it_meanwhile_is_looked_for_a_minute_later(shown_everywhere, picture):
    """A rendition is written by somebody who opened the file before."""
    old = get_image_model().objects.get(pk=picture.pk)
    made = old.generate_rendition_file(_filter("width-610"))
    obscured(picture)
    picture.renditions.create(filter_spec="width-610", focal_point_key="", file=made)
    assert files_that_show_face() and not something_is_left()
    ObscuredPicture.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert something_is_left()
    clear_up_pictures()
    run_after_commit()
    assert files_that_show_face() == [] and not something_is_left()


def _filter(spec):
    from wagtail.images.models import Filter

    return Filter(spec)


def test_so_is_a_document_that_was_built_of_the_old_file(shown_everywhere, picture):
    stale = {row.pk: row.fingerprint for row in PublicPicture.objects.filter(image_id=picture.pk)}
    obscured(picture)
    refresh.build_stale()
    PublicPicture.objects.filter(image_id=picture.pk).update(fingerprint=next(iter(stale.values())))
    ObscuredPicture.objects.update(at=timezone.now() - timedelta(minutes=2))
    clear_up_pictures()
    assert not PublicPicture.objects.filter(fingerprint__in=stale.values()).exists()


def test_a_name_that_is_in_use_again_is_not_deleted(picture):
    FileToDelete.objects.create(where="library", name=picture.file.name)
    assert clear_up_pictures() == 0
    assert content(picture) and not FileToDelete.objects.exists()


def test_the_same_picture_of_another_row_is_its_own(shown_everywhere, picture):
    """Public files are named by their content, and belong to both."""
    twin = picture_with_face()
    page = shown_everywhere[0]
    other = StoryPageFactory(parent=page.get_parent(), hero_image=twin, hero_alt="A woman")
    run_after_commit()
    obscured(picture)
    assert document_of(other).hero
    for row in PublicPicture.objects.filter(image_id=twin.pk):
        assert storages["public_pictures"].exists(row.file)


def test_within_somebody_elses_transaction_nothing_is_deleted_before_its_end(picture):
    before = content(picture)
    version = version_of(picture)
    with transaction.atomic():
        obscure_picture(image_id=picture.pk, version=version, regions=[FACE], manner="cover", keep_original=False)
        transaction.set_rollback(True)
    picture.refresh_from_db()
    assert content(picture) == before


def test_every_document_that_shows_it_depends_on_it(shown_everywhere, picture):
    tags = DocumentDependency.objects.filter(tag=dependencies.image(picture.pk))
    assert {row.document.page_id for row in tags.filter(document__audience=Audience.OWN)} >= {
        page.pk for page in shown_everywhere
    }

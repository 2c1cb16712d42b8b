"""Staff upload pictures: hidden data goes, odd files are refused beside the field, originals stay private."""

import random
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.models import Collection

from site_project.models import SiteImage
from tests.factories.site_project import SiteImageFactory

PHOTOGRAPH = Path("tests/data/photograph-with-gps.jpg")


def picture(format="PNG", size=(40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, format)
    return out.getvalue()


def upload(client, content: bytes, name="picture.jpg", title="A picture kept"):
    data = {
        "title": title,
        "file": SimpleUploadedFile(name, content),
        "collection": Collection.get_first_root_node().pk,
        "description": "Words that are kept",
    }
    return client.post(reverse("wagtailimages:add"), data)


def message(response) -> str:
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one("input[name=title]")["value"] == "A picture kept"
    assert soup.select_one("input[name=description], textarea[name=description]")["value"] == "Words that are kept"
    return " ".join(error.text for error in soup.select(".error-message, .w-field__errors"))


def test_what_is_stored_holds_no_hidden_data(admin_client):
    original = PHOTOGRAPH.read_bytes()
    assert b"Exif" in original
    assert upload(admin_client, original).status_code == 302
    image = SiteImage.objects.get()
    with image.file.open("rb") as file:
        stored = file.read()
    for canary in (b"Exif", b"http://ns.adobe.com/xap", b"Photoshop", b"SN-0042"):
        assert canary not in stored
    assert (image.width, image.height) == Image.open(PHOTOGRAPH).size
    assert image.file_size == len(stored)
    assert image.file_hash == image.get_file_hash()


def test_a_picture_that_a_shell_stores_is_cleaned_as_well(db):
    image = SiteImageFactory(file__from_path=PHOTOGRAPH)
    with image.file.open("rb") as file:
        assert b"Exif" not in file.read()


def test_an_iphone_picture_becomes_one_that_browsers_show(admin_client):
    out = BytesIO()
    from pillow_heif import from_pillow

    from_pillow(Image.new("RGB", (64, 48), "teal")).save(out)
    assert upload(admin_client, out.getvalue(), "IMG_0001.HEIC").status_code == 302
    image = SiteImage.objects.get()
    assert image.file.name.endswith(".jpg")
    assert (image.width, image.height) == (64, 48)


@pytest.mark.parametrize("format", ["AVIF", "WEBP", "PNG", "JPEG"])
def test_each_format_is_taken(admin_client, format):
    assert upload(admin_client, picture(format), f"picture.{format.lower()}").status_code == 302
    assert (SiteImage.objects.get().width, SiteImage.objects.get().height) == (40, 30)


def huge_png_header() -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("note.jpg", b"This is no picture.", "not a picture"),
        ("bomb.png", huge_png_header(), "too large"),
        ("picture.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "Not a supported image"),
        ("picture.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "picture"),
        ("moving.gif", picture("GIF"), "Not a supported image"),
        ("half.jpg", PHOTOGRAPH.read_bytes()[:9000], "damaged"),
        ("empty.jpg", b"", "empty"),
    ],
)
def test_what_is_not_a_usable_picture_is_refused_beside_the_field(admin_client, name, content, words):
    assert words in message(upload(admin_client, content, name))
    assert not SiteImage.objects.exists()


def test_a_hundred_megapixels_are_too_many(admin_client):
    content = picture("JPEG", (11_000, 9_100))
    assert "more than 60 million pixels" in message(upload(admin_client, content, "large.jpg"))


def test_a_file_of_two_hundred_megabytes_is_too_large(admin_client):
    content = picture("JPEG") + b"\0" * (200 * 1024 * 1024)
    assert "too large" in message(upload(admin_client, content))
    assert not SiteImage.objects.exists()


def test_no_odd_file_makes_an_error_page(admin_client):
    """Fifty files with bytes changed at random (the same ones each time): taken or refused, never an exception."""
    chance = random.Random(2)
    original = PHOTOGRAPH.read_bytes()
    for number in range(50):
        odd = bytearray(original)
        for _change in range(chance.randint(1, 40)):
            odd[chance.randrange(len(odd))] = chance.randrange(256)
        assert upload(admin_client, bytes(odd), title=f"Odd {number}").status_code in (200, 302)


def test_the_original_and_the_rendition_are_for_staff_alone(client, admin_client, image):
    rendition = image.get_rendition("width-100")
    for file in (image.file, rendition.file):
        assert file.url.startswith("/admin/private-files/")
        assert client.get(file.url).status_code == 403
        response = admin_client.get(file.url)
        assert b"".join(response.streaming_content)
        assert "no-store" in response.headers["Cache-Control"]
        assert client.get("/media/" + file.name).status_code == 404


@pytest.mark.parametrize(
    "name", ["../secret_key", "..%2Fsecret_key", "images/", "/etc/passwd", "nothing.jpg", "a\x00b"]
)
def test_no_name_leads_out_of_the_folder_of_private_files(admin_client, name):
    storages["default"].save("images/here.jpg", BytesIO(b"x"))
    assert admin_client.get(f"/admin/private-files/{name}").status_code == 404
    assert admin_client.get(f"/media/{name}").status_code == 404


def test_documents_are_for_staff_alone(client, admin_client):
    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document

    document = Document.objects.create(title="Evidence", file=ContentFile(b"words", name="evidence.txt"))
    assert client.get(document.url).status_code == 403
    assert admin_client.get(document.url).status_code == 200


def test_deleting_a_picture_leaves_its_files_to_the_worker(settings, image, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    names = [image.file.name, image.get_rendition("width-100").file.name]
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert all(storages["default"].exists(name) for name in names)
    for queued in DBTaskResult.objects.filter(task_path__contains="delete_file"):
        queued.task.call(*queued.task_result.args, **queued.task_result.kwargs)
    assert not any(storages["default"].exists(name) for name in names)

"""What of rich text reaches readers."""

import pytest

from headless.documents import Build
from headless.documents.addresses import without_marks
from tests.factories.site_project import ContentPageFactory


class Text(Build):
    """A build whose addresses are paths, as on our own pages."""

    def rich_text(self, value):
        return without_marks(super().rich_text(value))


@pytest.fixture
def build(home):
    return Text(home)


def test_a_link_to_a_public_page_becomes_its_address(build, home):
    page = ContentPageFactory(parent=home, title="About", slug="about")
    html = build.rich_text(f'<p>Read <a linktype="page" id="{page.pk}">about us</a>.</p>')
    assert html == '<p>Read <a href="/en/about/">about us</a>.</p>'


def test_a_link_to_a_draft_becomes_plain_words(build, home):
    page = ContentPageFactory(parent=home, title="Secret", slug="secret-draft", live=False)
    html = build.rich_text(f'<p>Read <a linktype="page" id="{page.pk}">about us</a>.</p>')
    assert html == "<p>Read about us.</p>"


def test_a_link_leads_to_the_translation_where_there_is_one(home, spanish):
    page = ContentPageFactory(parent=home, title="About", slug="about")
    home_es = home.copy_for_translation(spanish)
    home_es.save_revision().publish()
    page_es = page.copy_for_translation(spanish)
    page_es.slug = "acerca"
    page_es.save_revision().publish()
    html = Text(home_es).rich_text(f'<a linktype="page" id="{page.pk}">quiénes somos</a>')
    assert html == '<a href="/es/acerca/">quiénes somos</a>'


@pytest.mark.parametrize(
    "source",
    [
        '<p onclick="steal()">x</p>',
        "<p>x</p><script>steal()</script>",
        '<p><a href="javascript:steal()">x</a></p>',
        '<p><a href="//steal.example">x</a></p>',
        '<p><a href=" data:text/html,steal">x</a></p>',
        '<p style="steal">x</p>',
        '<p>x<embed embedtype="image" id="1" alt="steal"></p>',
        '<p>x<iframe src="https://steal.example"></iframe></p>',
        '<p><a linktype="document" id="1" href="/steal">x</a></p>',
        "<p>x</p><!-- steal -->",
        '<p><a href="http://[steal">x</a></p>',
        '<p><a linktype="page" id="²">x</a></p>',
        '<p><a linktype="page" id="99999999999999999999999">x</a></p>',
    ],
)
def test_nothing_but_plain_formatting_comes_through(build, source):
    html = build.rich_text(source)
    assert "x" in html
    assert "steal" not in html


def test_links_elsewhere_say_nothing_of_where_the_reader_came_from(build):
    assert build.rich_text('<a href="https://example.org">x</a>') == (
        '<a href="https://example.org" rel="noopener noreferrer">x</a>'
    )


@pytest.mark.parametrize("source", ["", None, "<p></p>", "<p> <br/> </p>", '<p data-block-key="x1"></p>'])
def test_an_empty_field_gives_nothing(build, source):
    assert build.rich_text(source) == ""

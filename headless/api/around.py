"""What stands around every page of a site: its name, menu, languages, and who publishes it."""

from django.conf import settings
from ninja import Router
from wagtail.coreutils import get_supported_content_language_variant

from ..documents import read
from ..endpoints import Parameters, answer_rows, asking_of, described, parameters
from ..endpoints.problems import not_found
from ..schemas import SiteData

router = Router(tags=["site"])
_PARAMETERS = Parameters((parameters.locale(),))


@router.get(
    "/site",
    **described(
        "getSite",
        "Name, menu and languages of the site, and who publishes it",
        SiteData,
        parameters=_PARAMETERS,
        description=(
            "`menu` has the pages that staff show in menus, each with those below it. `locales` are the languages in which "
            "there is a front page, with its address. Without `locale`, in the site's first language."
        ),
    ),
)
def get_site(request):
    wanted = _PARAMETERS.read(request.GET)
    asked = asking_of(request)
    language = wanted["locale"] or get_supported_content_language_variant(settings.LANGUAGE_CODE)
    row = read.around(asked.site_id, language, audience=asked.audience)
    if row is None:
        raise not_found()
    return answer_rows(request, asked, [row], lambda: row.body, means=["site"])

"""What staff set for a whole site, for builders."""

from ..models import SiteSettings


def of(site_id: int | None) -> SiteSettings:
    """The settings of a site; what everybody begins with where staff have set nothing."""
    return SiteSettings.objects.filter(site_id=site_id).first() or SiteSettings(site_id=site_id)

"""Who may record and read the basis of a story. Each is a permission of the model, given to groups in Wagtail's settings."""

from wagtail.models import Page

ADD = "sc_stories.add_basis"
VIEW = "sc_stories.view_basis"
VIEW_EVIDENCE = "sc_stories.view_evidence"


def may_record(user, page: Page) -> bool:
    """Record a basis: for those who may change or publish the page, and have the permission."""
    return user.has_perm(ADD) and works_on(user, page)


def may_read(user, page: Page) -> bool:
    """Read who obtained a consent, and what was recorded before."""
    return user.has_perm(VIEW) and works_on(user, page)


def may_read_evidence(user, page: Page) -> bool:
    """Open the file that shows that she said yes."""
    return user.has_perm(VIEW_EVIDENCE) and works_on(user, page)


def works_on(user, page: Page) -> bool:
    on_page = page.permissions_for_user(user)
    return on_page.can_edit() or on_page.can_publish()

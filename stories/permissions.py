"""Who may record and read the basis of a story. Each is a permission of the model, given to groups in Wagtail's settings."""

from wagtail.models import Page

ADD = "sc_stories.add_basis"
VIEW = "sc_stories.view_basis"
VIEW_EVIDENCE = "sc_stories.view_evidence"
MAKE_CODE = "sc_stories.add_owncode"
ADMIN = "wagtailadmin.access_admin"
VIEW_DATES = "sc_stories.view_lifeevent"
OPEN_ORIGINAL = "sc_stories.open_original"


def may_record(user, page: Page) -> bool:
    """Record a basis: for those who may change or publish the page, and have the permission."""
    return user.has_perm(ADD) and works_on(user, page)


def may_read(user, page: Page) -> bool:
    """Read who obtained a consent, and what was recorded before."""
    return user.has_perm(VIEW) and works_on(user, page)


def may_read_evidence(user, page: Page) -> bool:
    """Open the file that shows that she said yes."""
    return user.has_perm(VIEW_EVIDENCE) and works_on(user, page)


def may_prove(user, page: Page) -> bool:
    """Make a proof for her, open it and record what she says: it tells all that she agreed to, so both are needed."""
    return may_record(user, page) and may_read(user, page)


def may_read_dates(user, page: Page) -> bool:
    """Read the notes beside the dates in her life."""
    return user.has_perm(VIEW_DATES) and works_on(user, page)


def works_on(user, page: Page) -> bool:
    on_page = page.permissions_for_user(user)
    return on_page.can_edit() or on_page.can_publish()


def may_withdraw(user, page: Page) -> bool:
    """Take a story from the public because she says so: for everybody on the staff, whoever answers the telephone."""
    return user.has_perm(ADMIN) and (is_known_to_all(page) or works_on(user, page))


def is_known_to_all(page: Page) -> bool:
    """Whether its title is or was in public: that of a draft is for those who write it."""
    return page.live or page.first_published_at is not None


def may_make_code(user, page: Page) -> bool:
    """Make the code with which she takes her stories back. Whoever has it can lift her anonymity."""
    return user.has_perm(MAKE_CODE) and works_on(user, page)


def may_work_on_key(user, permission: str, translation_key) -> bool:
    """Whether somebody has the permission, and works on a page of this story if there is one still."""
    pages = list(Page.objects.filter(translation_key=translation_key))
    return user.has_perm(permission) and (not pages or any(works_on(user, page) for page in pages))

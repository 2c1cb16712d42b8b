"""What a host must have for proofs to be made, said by `manage.py check`."""

from django.core.checks import Error, Warning, register

from headless.conf import conf

from .proofs import paper


@register()
def proofs_can_be_printed(app_configs, **kwargs):
    if paper.is_installed():
        return []
    return [
        Warning(
            "The proof of a story cannot be made as PDF: libraries of the system are missing.",
            hint=f"On Debian or Ubuntu: apt-get install {paper.PACKAGES}. Everything else works without them.",
            id="sc_stories.W001",
        )
    ]


@register()
def paper_is_known(app_configs, **kwargs):
    if conf.PROOF_PAPER in paper.PAPERS:
        return []
    return [
        Error(
            f"SECOND_CHANCES['PROOF_PAPER'] is no paper: {conf.PROOF_PAPER!r}.",
            hint=f"Write one of: {', '.join(sorted(paper.PAPERS))}.",
            id="sc_stories.E002",
        )
    ]

"""The one place at which the evidence of a consent is opened."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View
from wagtail.admin import messages

from .. import permissions
from ..actions.read_evidence import EvidenceIsGone, read_evidence
from ..models import Evidence, StoryPage


@method_decorator(never_cache, name="dispatch")
class EvidenceFile(View):
    """Hands out the file, to be saved, under a name that says nothing. Each reading is noted in the story's history."""

    http_method_names = ["get", "options"]

    def get(self, request, page_id: int, evidence_id: int):
        page = get_object_or_404(StoryPage, pk=page_id)
        if not permissions.may_read_evidence(request.user, page):
            raise PermissionDenied
        evidence = get_object_or_404(Evidence, pk=evidence_id, basis__translation_key=page.translation_key)
        try:
            content = read_evidence(evidence=evidence, page=page, user=request.user)
        except EvidenceIsGone:
            messages.error(request, _("This file cannot be read: it is gone, or its key is."))
            return redirect("sc_stories_basis", page.pk)
        return HttpResponse(
            content,
            content_type=evidence.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="evidence-{evidence.pk}.{evidence.kind}"',
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "X-Content-Type-Options": "nosniff",
            },
        )

"""What no form of ours can be is refused before it is read, and nobody leaves files here."""

from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from ..sending import MOST_BYTES


def only_small_forms(view):
    """Answer 413 with a plain page to a body that says it is larger than a form; of the others, keep no files.

    Django's CSRF middleware would read the form first, so it passes these views by: who needs its check decorates with
    `csrf_protect` inside of this.
    """

    @csrf_exempt
    @wraps(view)
    def answer(request, *args, **kwargs):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()) or int(length[:12]) > MOST_BYTES:
            return _too_large(request)
        request.upload_handlers = []
        try:
            return view(request, *args, **kwargs)
        except RequestDataTooBig:  # a host allows less than we do
            return _too_large(request)

    return answer


def _too_large(request):
    with translation.override(translation.get_language_from_request(request)):
        response = render(None, "second_chances/volunteers/pages/too_large.html", status=413)
    response.headers["Cache-Control"] = "no-store"
    return response

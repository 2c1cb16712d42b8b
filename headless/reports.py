"""Error reports that say where something broke, and nothing of what somebody wrote or what was read for her."""

from django.views.debug import SafeExceptionReporterFilter


class WithoutValues(SafeExceptionReporterFilter):
    """For `request.exception_reporter_filter`.

    More than Django's `sensitive_variables`: templates are rendered, and keywords handed on, outside what that wraps.
    """

    def get_traceback_frame_variables(self, request, tb_frame):
        if not self.is_active(request):
            return super().get_traceback_frame_variables(request, tb_frame)
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]

    def get_post_parameters(self, request):
        sent = super().get_post_parameters(request)
        return dict.fromkeys(sent, self.cleansed_substitute) if self.is_active(request) else sent

    def get_safe_cookies(self, request):
        # One of them may open a page that is one person's.
        return dict.fromkeys(super().get_safe_cookies(request), self.cleansed_substitute)

"""The form in which staff upload pictures."""

from io import BytesIO

import willow
from django.core.exceptions import ValidationError
from django.forms.fields import FileField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .uploads import clean_upload


class PictureUploadField(WagtailImageField):
    """Checks and cleans in one step. Any fault of the file is a message beside the field, never an error page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = format_lazy(
            _(
                "JPEG, PNG, WebP, AVIF or HEIC, at most {size}. We remove hidden data such as the place where it was taken."
            ),
            size=self.max_upload_size_text,
        )

    def to_python(self, data):
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self._refuse_other_extensions(file)
        clean = clean_upload(file)
        clean.image = willow.Image.open(BytesIO(clean.read()))
        clean.seek(0)
        return clean

    def _refuse_other_extensions(self, file) -> None:
        extension = file.name.rpartition(".")[2].lower()
        if extension not in self.allowed_image_extensions:
            raise ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image_extension")


class SiteImageForm(BaseImageForm):
    file = PictureUploadField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])

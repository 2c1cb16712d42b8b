"""What a browser would send: a form as it stands when it is opened, with some of its fields filled in anew."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.forms import BaseForm, Field, MultipleChoiceField
from django.http import QueryDict
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.blocks.base import Block, BlockField


def fill_in(form: BaseForm, values: Mapping[str, Any]) -> QueryDict:
    """The data of an unbound form with these values, by field name; an inline panel's value is a list of rows.

    Rows take the place of the existing ones, one by one, and surplus ones are deleted.
    Raises ValueError for names that the form does not have, so that a slip in the data does not get lost.
    """
    formsets = getattr(form, "formsets", {})
    unknown = set(values) - set(form.fields) - set(formsets)
    if unknown:
        raise ValueError(f"{type(form).__name__} has no field {', '.join(sorted(unknown))}.")
    data = QueryDict(mutable=True)
    for name in form.fields:
        _put_field(data, form, name, values)
    for name, formset in formsets.items():
        _put_rows(data, formset, values.get(name))
    return data


def _put_field(data: QueryDict, form: BaseForm, name: str, values: Mapping[str, Any]) -> None:
    field = form.fields[name]
    value = values[name] if name in values else form.get_initial_for_field(field, name)
    _put(data, form.add_prefix(name), field, value)


def _put_rows(data: QueryDict, formset, rows: Sequence[Mapping[str, Any]] | None) -> None:
    existing = formset.initial_forms
    rows = [{}] * len(existing) if rows is None else rows
    for index in range(max(len(rows), len(existing))):
        form = existing[index] if index < len(existing) else formset.empty_form
        form.prefix = formset.add_prefix(index)
        marks = {"ORDER": index + 1, "DELETE": index >= len(rows)}
        row = {**(rows[index] if index < len(rows) else {}), **{k: v for k, v in marks.items() if k in form.fields}}
        for name in form.fields:
            _put_field(data, form, name, row)
    management = {"TOTAL_FORMS": max(len(rows), len(existing)), "INITIAL_FORMS": len(existing)}
    for name, count in {**management, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}.items():
        data[f"{formset.prefix}-{name}"] = str(count)


def _put(data: QueryDict, name: str, field: Field, value: Any) -> None:
    if isinstance(field, BlockField):
        _put_block(data, name, field.block, value)
    elif isinstance(field.widget, DraftailRichTextArea):
        data[name] = field.widget.format_value(value)
    elif isinstance(value, bool):
        if value:
            data[name] = "on"
    elif value is None and isinstance(field, MultipleChoiceField):
        pass  # no box is ticked
    elif isinstance(value, list | tuple):
        data.setlist(name, [_plain(item) for item in value])
    else:
        data[name] = _plain(value)


def _put_block(data: QueryDict, name: str, block: Block, value: Any) -> None:
    if isinstance(block, StreamBlock):
        children = [(kind, block.child_blocks[kind], child) for kind, child in value or ()]
    elif isinstance(block, ListBlock):
        children = [("", block.child_block, child) for child in value or ()]
    elif isinstance(block, StructBlock):
        for part, child in block.child_blocks.items():
            _put_block(data, f"{name}-{part}", child, (value or {}).get(part))
        return
    elif isinstance(block, RichTextBlock):
        data[name] = block.field.widget.format_value(value or "")
        return
    else:
        _put(data, name, block.field, value)
        return
    data[f"{name}-count"] = str(len(children))
    for index, (kind, child, content) in enumerate(children):
        row = {"deleted": "", "order": str(index), "type": kind}
        data.update({f"{name}-{index}-{key}": text for key, text in row.items()})
        _put_block(data, f"{name}-{index}-value", child, content)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    return value.isoformat() if isinstance(value, date) else str(value)

"""The public page that checks the number of a certificate: HTML without anything from elsewhere, or JSON.

A file is compared on the reader's device: only its SHA-256 is sent.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING

from chalicelib.content.configuration import Texts
from chalicelib.content.formatting import format_date

if TYPE_CHECKING:
    from chalicelib.processes.certificate_issue import CertificateCheck

_SCRIPT = """
const form = document.querySelector('form'), file = document.querySelector('#file');
form.addEventListener('submit', async (event) => {
  if (!file.files.length || form.digest.value) return;
  event.preventDefault();
  const hash = await crypto.subtle.digest('SHA-256', await file.files[0].arrayBuffer());
  form.digest.value = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  form.submit();
});
file.addEventListener('change', () => { form.digest.value = ''; });
"""
_STYLE = """
:root { color-scheme: light dark; font: 1.0625rem/1.6 system-ui, sans-serif }
body { margin: 0 auto; padding: 2.5rem 1.25rem; max-width: 30rem; word-break: keep-all }
h1 { font-size: 1.5rem; margin: 0 0 .5rem }
label { display: block; margin-top: 1.25rem; font-weight: 600 }
input { box-sizing: border-box; width: 100%; min-height: 3rem; padding: .5rem .75rem; margin-top: .375rem;
  font: inherit; border: 1px solid #8a93a0; border-radius: .75rem; background: Canvas; color: CanvasText }
input::file-selector-button { font: inherit }
small { display: block; margin-top: .375rem; font-weight: 400 }
button { width: 100%; min-height: 3.25rem; margin-top: 1.5rem; font: inherit; font-weight: 700; border: 0;
  border-radius: .75rem; background: #0b5fff; color: #fff }
:focus-visible { outline: 3px solid #0b5fff; outline-offset: 2px }
[role=status] { margin: 1.5rem 0 0; padding: 1rem 1.25rem; border-radius: .75rem; border: 1px solid #8a93a0 }
[data-state=unchanged] { border-color: #12813f }
"""


def _source(content: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src {_source(_STYLE)}; script-src {_source(_SCRIPT)}; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}


def check_page(words: Texts, typed: str, checked: bool, found: CertificateCheck | None) -> str:
    """The page with its form, and the answer where a number was `checked`; None for one who checked too often."""

    def say(key: str) -> str:
        return escape(words.render("certificates", key))

    answer = ""
    if checked:
        state = found.state if found is not None else "too_many"
        answer = f'<p role="status" data-state="{state}">{escape(answer_text(words, found))}</p>'
    return (
        f'<!doctype html><html lang="{words.locale}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{say('page_title')}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{say('page_title')}</h1><p>{say('page_lead')}</p>{answer}"
        f'<form method="get"><input type="hidden" name="lang" value="{words.locale}">'
        f'<label>{say("page_number")}<input name="number" required autocomplete="off" autocapitalize="characters" '
        f'spellcheck="false" maxlength="40" value="{escape(typed, quote=True)}"></label>'
        f'<label>{say("page_file")}<input id="file" type="file" accept="application/pdf">'
        f"<small>{say('page_file_hint')}</small></label>"
        '<input type="hidden" name="digest" value="">'
        f"<button>{say('page_check')}</button></form></main><script>{_SCRIPT}</script></body></html>"
    )


def answer_text(words: Texts, found: CertificateCheck | None) -> str:
    """The answer in a sentence."""
    if found is None:
        return words.render("certificates", "page_too_many")
    if found.state == "unknown":
        return words.render("certificates", "page_unknown")
    return words.render("certificates", "page_unchanged", day=format_date(found.issued_on, words.sections["dates"]))

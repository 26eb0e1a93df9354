"""The icons: strokes on a 16 by 16 sheet. Never without words beside them."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

TICK = '<path d="M3 8.6 6.4 12 13 4.4"/>'
CIRCLE = '<circle cx="8" cy="8" r="6.2"/>'

PIN = '<path d="M8 14.4S3 9.7 3 6.3a5 5 0 0 1 10 0c0 3.4-5 8.1-5 8.1Z"/><circle cx="8" cy="6.3" r="1.7"/>'

ICONS = {
    "tick": TICK,
    "cross": CIRCLE + '<path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8"/>',
    "warn": '<path d="M8 2 14.6 13.8H1.4Z"/><path d="M8 6.2V10m0 1.7v.4"/>',
    "over": '<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="1"/><path d="M8 4.6v4m0 2.4v.4"/>',
    "held": CIRCLE + '<path d="M6.4 5.6v4.8m3.2-4.8v4.8"/>',
    "note": CIRCLE + '<path d="M8 7.4v3.8M8 4.8v.3"/>',
    "shield": '<path d="M8 1.6 13.4 3.6v3.9c0 3.3-2.2 5.7-5.4 6.9-3.2-1.2-5.4-3.6-5.4-6.9V3.6Z"/>'
    '<path d="m5.4 8 2 2 3.3-3.7"/>',
    "lock": '<rect x="3" y="7" width="10" height="7" rx="1"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"/>',
    "back": '<path d="M10 3.4 5.4 8l4.6 4.6"/>',
    "inbox": '<path d="M2 9.4 4 3h8l2 6.4v4H2Zm0 0h3.6l1 1.7h2.8l1-1.7H14"/>',
    "folder": '<path d="M1.6 4h4.8L8 5.9h6.4v7.5H1.6Z"/>',
    "stamp": '<path d="M3 14h10M3.6 11.6h8.8V9.2H9.8V6.6a2.3 2.3 0 1 0-3.6 0v2.6H3.6Z"/>',
    "pin": PIN,
    "ruler": '<path d="M1.6 5.4h12.8v5.2H1.6ZM4.8 5.4v2.4M8 5.4v3m3.2-3v2.4"/>',
    "globe": CIRCLE + '<path d="M1.9 8h12.2M8 1.8c2.4 2.1 2.4 10.3 0 12.4-2.4-2.1-2.4-10.3 0-12.4Z"/>',
    "chart": '<path d="M2 14h12M4 14V9.2M8 14V3m4 11V6"/>',
    "file": '<path d="M3.6 1.6h5.8l3 3v9.8H3.6Z"/><path d="M9.4 1.6v3h3"/>',
    "print": '<path d="M4.2 6V2h7.6v4M4.2 11H2V6h12v5h-2.2M4.2 9.4h7.6V14H4.2Z"/>',
    "camera": '<path d="M1.6 5h2.8L6 3h4l1.6 2h2.8v8.4H1.6Z"/><circle cx="8" cy="9" r="2.5"/>',
    "pen": '<path d="M2.6 13.4 3.4 10 11 2.4 13.6 5 6 12.6Z"/>',
    "up": '<path d="M8 13V3M3.8 7.2 8 3l4.2 4.2"/>',
    "offline": '<path d="M2 6a9 9 0 0 1 12 0M4.6 9a5.3 5.3 0 0 1 6.8 0M8 12.4v.2M2.6 14 13.4 2"/>',
    "people": '<circle cx="6" cy="5" r="2.5"/>'
    '<path d="M1.6 13.6c0-5 8.8-5 8.8 0M11 3a2.4 2.4 0 0 1 0 4.4m.8 2.2c1.8.6 2.6 2 2.6 4"/>',
    "search": '<circle cx="7" cy="7" r="4.6"/><path d="m10.5 10.5 3.7 3.7"/>',
    "clock": CIRCLE + '<path d="M8 4.400V8l2.6 1.6"/>',
    "pay": '<path d="M3.6 2 8 7.6 12.4 2M8 7.600V14M4.6 8.400h6.800m-6.8 2.800h6.8"/>',
    "audit": '<path d="M3 2h10v12H3ZM5.4 5.200h5.200M5.4 8h5.200m-5.2 2.800h3"/>',
}

# Drawn once: a page shows them by the dozen.
PICTURES = {
    name: format_html('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', mark_safe(drawing))
    for name, drawing in ICONS.items()
}

"""A report as HTML: one self-contained file without scripts, or an article for another page."""

from coach.render.html.page import policy, render_html, report_css

__all__ = ["policy", "render_html", "report_css"]

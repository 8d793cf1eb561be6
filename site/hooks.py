# SPDX-License-Identifier: Apache-2.0
"""What MkDocs does not do by itself: pages from outside docs/, and what `site/build` made beside them."""

import re
import shutil
from html import escape
from pathlib import Path

from mkdocs.structure.files import File
from mkdocs.structure.nav import Link

ROOT = Path(__file__).resolve().parent.parent
# Without these the pages are the same, but for the links to them.
API = ROOT / "target/reports/apidocs"
GALLERY = ROOT / "target/gallery"
# In gallery.md, below the commands that make a page.
OPENS = re.compile(r"^<!-- opens: (\S+) -->$", re.MULTILINE)


def on_files(files, config):
    for name in ("README.md", "CONTRIBUTING.md", "LICENSE"):
        files.append(File(name, str(ROOT), config["site_dir"], config["use_directory_urls"]))
    return files


def on_nav(nav, config, files):
    if API.is_dir():
        nav.items.append(Link("Javadoc", "api/index.html"))
    return nav


def on_page_markdown(markdown, page, config, files):
    # In the sources docs/ is a folder, on the site it is the root.
    return OPENS.sub(opened, re.sub(r"\]\((docs/|\.\./)", "](", markdown))


def opened(mark):
    page = Path(mark.group(1))
    if not (GALLERY / page).is_file():
        return ""
    picture = Path(page.parts[0] + ".png")
    shown = f'<img src="gallery/{escape(str(picture))}" alt="">' if (GALLERY / picture).is_file() else ""
    return f'<p class="opens"><a href="gallery/{escape(str(page))}">{shown}Open the page</a></p>'


def on_page_content(html, page, config, files):
    # Who has no mouse scrolls a wide table by arrow keys, once it has the focus.
    return html.replace("<table>", '<div class="wide" tabindex="0"><table>').replace("</table>", "</table></div>")


def on_post_build(config):
    for made, name in ((API, "api"), (GALLERY, "gallery")):
        if made.is_dir():
            shutil.copytree(made, Path(config["site_dir"]) / name, dirs_exist_ok=True)

// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** The assets of a page that is mailed and copied: inside it. Files of the run do not go with it. */
final class InlineAssets implements Assets {
    private final Path run;

    InlineAssets(Path run) {
        this.run = run;
    }

    /** The style sheet comes from this jar alone and is trusted. */
    @Override
    public DomContent styles() throws IOException {
        String css = new String(Resources.read(FolderAssets.STYLES), StandardCharsets.UTF_8);
        return style(rawHtml("\n" + css));
    }

    @Override
    public String picture(String name, byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    @Override
    public String runPicture(String name) throws IOException {
        return picture(name, Files.readAllBytes(run.resolve(name)));
    }

    @Override
    public Optional<String> runFile(String name) {
        return Optional.empty();
    }

    @Override
    public DomContent measures() throws IOException {
        return details(
                        summary("Every measure with its formula, its source and how to read it"),
                        text("\n"),
                        div(rawHtml(MeasuresPage.content(2))).withClass("prose"))
                .withClass("measures");
    }

    @Override
    public Path runFolder() {
        return run;
    }
}

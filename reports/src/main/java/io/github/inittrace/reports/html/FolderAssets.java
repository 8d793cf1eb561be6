// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.link;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The assets of a page in a folder of its own, inside the run folder as a rule. */
final class FolderAssets implements Assets {
    static final String STYLES = "report.css";

    private final Path folder;
    private final Map<String, byte[]> pictures = new LinkedHashMap<>();

    FolderAssets(Path folder) {
        this.folder = folder;
    }

    /** The pictures that the page was given, by file name relative to its folder. */
    Map<String, byte[]> pictures() {
        return pictures;
    }

    @Override
    public DomContent styles() {
        return link().withRel("stylesheet").withHref(STYLES);
    }

    @Override
    public String picture(String name, byte[] png) {
        pictures.put(name, png);
        return name;
    }

    @Override
    public String runPicture(String name) {
        return "../" + name;
    }

    /** Linked if it is there: the report may lie elsewhere. */
    @Override
    public Optional<String> runFile(String name) {
        return Optional.of("../" + name)
                .filter(link -> Files.isRegularFile(runFolder().resolve(name)));
    }

    @Override
    public DomContent measures() {
        return p(
                a("Every measure").withHref(MeasuresPage.FILE),
                text(" with its formula, its source and how to read it."));
    }

    @Override
    public Path runFolder() {
        return folder.toAbsolutePath().resolveSibling("");
    }
}

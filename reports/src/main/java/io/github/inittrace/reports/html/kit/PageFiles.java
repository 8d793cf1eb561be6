// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.img;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;

import io.github.inittrace.files.FileFailure;
import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.ImgTag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a page gets at what is not its own text: pictures, data, files elsewhere. A page with a folder
 * of its own refers to files; one that stands alone, to be mailed, has everything inside and refers
 * to nothing. For one page, and for use by one thread.
 */
public final class PageFiles {
    static final String STYLES = "report.css";

    /** More than a picture of the weights of any layer that is looked at takes. */
    private static final int LARGEST_PICTURE = 64 << 20;

    private final @Nullable Path folder;
    private final Map<String, byte[]> beside = new LinkedHashMap<>();

    /**
     * For one page.
     *
     * @param folder where it is to lie; null for a page that stands alone
     */
    public PageFiles(@Nullable Path folder) {
        this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
    }

    /** What the page was given to lie beside it, by its path in the folder. */
    public Map<String, byte[]> beside() {
        return beside;
    }

    /**
     * Puts a file beside the page.
     *
     * @param name its path in the page's folder, with slashes
     * @param content what it holds
     * @return the link to it; empty for a page that stands alone
     */
    public Optional<String> put(String name, byte[] content) {
        if (folder == null) {
            return Optional.empty();
        }
        beside.put(name, content);
        return Optional.of(name);
    }

    /**
     * A picture made for the page.
     *
     * @param name its path in the page's folder, such as {@code img/initial.png}
     * @param png its content
     * @param alternative what there is to see, in words
     */
    public ImgTag picture(String name, byte[] png, String alternative) {
        return picture(put(name, png).orElseGet(() -> inside(png)), alternative);
    }

    /**
     * A picture that lies elsewhere.
     *
     * @param file where: a regular file, no pipe
     * @param alternative what there is to see, in words
     * @throws IOException if it cannot be read, or is too large for a page that stands alone; one
     *     sentence that names it
     */
    public ImgTag picture(Path file, String alternative) throws IOException {
        String source = folder == null ? inside(content(file)) : relative(folder, file);
        return picture(source, alternative);
    }

    private static byte[] content(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LARGEST_PICTURE + 1);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
        if (content.length > LARGEST_PICTURE) {
            throw new IOException(
                    "expected pictures of at most "
                            + (LARGEST_PICTURE >> 20)
                            + " MiB for a page in one file, found a larger one, "
                            + file
                            + "; write the page into a folder, or remove the picture");
        }
        return content;
    }

    private static ImgTag picture(String source, String alternative) {
        return img().withClass("pixels").withSrc(source).withAlt(alternative);
    }

    /** Where to find a file that lies elsewhere; empty if it is not there or the page moves alone. */
    public Optional<String> link(Path file) {
        return folder == null || !Files.isRegularFile(file)
                ? Optional.empty()
                : Optional.of(relative(folder, file));
    }

    private static String relative(Path folder, Path file) {
        List<String> parts = new ArrayList<>();
        for (Path part : folder.relativize(file.toAbsolutePath().normalize())) {
            parts.add(
                    URLEncoder.encode(part.toString(), StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return String.join("/", parts);
    }

    /** The element that brings the style sheet, which comes from this jar alone and is trusted. */
    DomContent styles() throws IOException {
        return folder == null
                ? style(rawHtml("\n" + new String(Resources.read(STYLES), StandardCharsets.UTF_8)))
                : linkedStyles();
    }

    static DomContent linkedStyles() {
        return TagCreator.link().withRel("stylesheet").withHref(STYLES);
    }

    private static String inside(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}

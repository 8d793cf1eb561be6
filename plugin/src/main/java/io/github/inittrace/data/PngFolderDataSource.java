// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Grey images from a folder with one folder per class, whose name is the label and whose PNG files,
 * all of one size, are the images. Colours become grey, and 16 bits are rounded to 8, with a notice
 * where that loses anything. Classes and files come in the order of their names; hidden files and
 * files that are not named {@code .png} are passed over.
 *
 * <p>Every pixel is a feature. Reads everything when it is made; safe to share between threads
 * after that.
 */
public final class PngFolderDataSource extends ImageDataSource {
    private static final int MOST_FILE_BYTES = 1 << 24;

    @Config(mandatory = true, description = "The folder with one folder per class.")
    private @Nullable Path path;

    @Config(description = "Whether dark becomes light and light dark.")
    private boolean invert;

    /** The brightest grey of the images that lost depth; negative if none did. */
    private int brightestRounded = -1;

    private @Nullable LabelledImages images;

    /** For olcut. */
    private PngFolderDataSource() {}

    /**
     * Reads a folder.
     *
     * @param path the folder with one folder per class
     * @param invert whether dark becomes light and light dark
     * @throws DataFileException if a file is not what it should be; its message says what to do
     * @throws IOException if reading fails
     */
    public PngFolderDataSource(Path path, boolean invert) throws IOException {
        this.path = path;
        this.invert = invert;
        postConfig();
    }

    /** Used by the OLCUT configuration system, and should not be called by external code. */
    @Override
    public void postConfig() throws IOException {
        if (path == null) {
            return;
        }
        FileNames.check(path, "the folder of images");
        if (!Files.isDirectory(path)) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a folder with one folder per class at %s, found %s; check the path",
                            path,
                            Files.exists(path) ? "a file" : "nothing"));
        }
        List<Path> classes = folders(path);
        if (classes.isEmpty()) {
            throw new DataFileException(
                    String.format(
                                    Locale.ROOT,
                                    "expected a folder per class in %s, found none; put the images of each class",
                                    path)
                            + " into one");
        }
        checkNames(path, classes);
        for (Path folder : classes) {
            readClass(folder);
        }
        Objects.requireNonNull(images, "every class has images")
                .keepIn(
                        this,
                        brightestRounded < 0
                                ? List.of()
                                : List.of(rounding(path, brightestRounded)));
    }

    /** Every folder is one label, and no two are one or look like one. */
    private static void checkNames(Path path, List<Path> classes) throws DataFileException {
        Set<String> seen = new HashSet<>();
        for (Path folder : classes) {
            FileNames.check(folder, "a folder in " + path);
            String label = folder.getFileName().toString();
            if (!seen.add(Normalizer.normalize(label, Normalizer.Form.NFC))) {
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "expected a name of its own for every folder in %s, found two of the name"
                                        + " '%s' that differ only in how Unicode encodes it; rename"
                                        + " one or put their files together",
                                path,
                                label));
            }
        }
    }

    private static String rounding(Path path, int brightest) {
        return String.format(
                        Locale.ROOT,
                        "%s: 16-bit images are rounded to 8 bits; the brightest pixel of all is %d of 255",
                        path,
                        brightest)
                + (brightest < 128 ? "; stretch them over the whole range to keep more" : "");
    }

    private void readClass(Path folder) throws IOException {
        String label = folder.getFileName().toString();
        int count = 0;
        for (Path file : list(folder)) {
            if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
                add(label, file, read(file));
                count++;
            }
        }
        if (count == 0) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected PNG files in %s, found none; put some there or remove the folder",
                            folder));
        }
    }

    private void add(String label, Path file, GreyImage image) throws IOException {
        LabelledImages all = images;
        if (all == null) {
            all = new LabelledImages(image.height(), image.width());
            images = all;
        }
        if (image.height() != all.height() || image.width() != all.width()) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected images of one size, found %d x %d in %s after %d x %d; resize them",
                            image.height(),
                            image.width(),
                            file,
                            all.height(),
                            all.width()));
        }
        if (image.isRounded()) {
            brightestRounded = Math.max(brightestRounded, image.brightest());
        }
        if (invert) {
            image.invert();
        }
        all.add(label, image.pixels());
    }

    /** Reads one file. */
    static GreyImage read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MOST_FILE_BYTES + 1);
        } catch (IOException e) {
            throw DiskSentence.cannotRead(file, e);
        }
        if (content.length > MOST_FILE_BYTES) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a PNG file of at most %d bytes at %s, found a longer one; shrink it",
                            MOST_FILE_BYTES,
                            file));
        }
        return PngReader.read(content, file.toString(), IDXReader.MOST_PIXELS);
    }

    /** The folders in a folder that are not hidden, by name. */
    static List<Path> folders(Path folder) throws IOException {
        return list(folder).stream().filter(Files::isDirectory).toList();
    }

    /** What is not hidden in a folder, by name. */
    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw DiskSentence.cannotRead(folder, e);
        }
    }

    @Override
    public String toString() {
        return "PngFolderDataSource(path=" + path + ",invert=" + invert + ")";
    }
}
